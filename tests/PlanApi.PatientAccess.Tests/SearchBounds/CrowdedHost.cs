using MongoDB.Driver;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.SearchBounds;

/// <summary>A host whose member records are <see cref="CrowdedRecords"/>, and whose searches are looked at one by one.</summary>
public sealed class CrowdedHost : RecordsHost
{
    private TestKit.SearchBounds? _bounds;

    public TestKit.SearchBounds Bounds => _bounds!;

    protected override IMongoDatabase Watch(IMongoDatabase store)
    {
        _bounds = new(store);
        return _bounds.Database;
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Branches.Members.LoadNew(CrowdedRecords.Lines());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _bounds?.Dispose();
        GC.SuppressFinalize(this);
    }
}
