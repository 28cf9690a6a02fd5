using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.Fhir;
using PlanApi.ProviderDirectory.Serve;
using PlanApi.TestKit;

namespace PlanApi.ProviderDirectory.Tests.SearchBounds;

/// <summary>A host whose directory is <see cref="CrowdedDirectory"/>, and whose searches are looked at one by one.</summary>
public sealed class CrowdedHost : PlanApiHost
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
        await Services.GetRequiredService<FhirBranches>()[DirectoryBranch.Name].LoadNew(CrowdedDirectory.Lines());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _bounds?.Dispose();
        GC.SuppressFinalize(this);
    }
}
