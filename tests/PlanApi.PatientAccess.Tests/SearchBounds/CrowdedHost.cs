using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;

namespace PlanApi.PatientAccess.Tests.SearchBounds;

/// <summary>A host whose member records are <see cref="CrowdedRecords"/>, and whose searches are looked at one by one.</summary>
public sealed class CrowdedHost : RecordsHost
{
    private TestKit.SearchBounds? _bounds;

    public TestKit.SearchBounds Bounds => _bounds!;

    protected override bool ChecksQueries => false;

    protected override void ConfigureServices(IServiceCollection services)
    {
        base.ConfigureServices(services);
        _bounds = new((IMongoDatabase)services.Last(s => s.ServiceType == typeof(IMongoDatabase)).ImplementationInstance!);
        services.AddSingleton(_bounds.Database);
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var file = Path.Combine(Directory.CreateTempSubdirectory("planapi-crowd-").FullName, "records.ndjson");
        await File.WriteAllLinesAsync(file, CrowdedRecords.Lines());
        var loaded = await Branches.Members.Load(new(file, file + ".rejects"), null, default);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        (loaded.Created, loaded.Unresolved).ShouldBe((loaded.Total, 0));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _bounds?.Dispose();
        GC.SuppressFinalize(this);
    }
}
