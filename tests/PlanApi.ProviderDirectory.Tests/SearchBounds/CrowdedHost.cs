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

    protected override bool ChecksQueries => false;

    protected override void ConfigureServices(IServiceCollection services)
    {
        _bounds = new((IMongoDatabase)services.Last(s => s.ServiceType == typeof(IMongoDatabase)).ImplementationInstance!);
        services.AddSingleton(_bounds.Database);
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var folder = Directory.CreateTempSubdirectory("planapi-crowd-").FullName;
        var file = Path.Combine(folder, "directory.ndjson");
        await File.WriteAllLinesAsync(file, CrowdedDirectory.Lines());
        var loaded = await Services.GetRequiredService<FhirBranches>()[DirectoryBranch.Name].Load(new(file, file + ".rejects"), null, default);
        Directory.Delete(folder, recursive: true);
        (loaded.Created, loaded.Unresolved).ShouldBe((loaded.Total, 0));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _bounds?.Dispose();
        GC.SuppressFinalize(this);
    }
}
