using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo;
using PlanApi.TestKit;
using PlanApi.TestMongo;

[assembly: AssemblyFixture(typeof(PlanApi.Fhir.Tests.Store))]

namespace PlanApi.Fhir.Tests;

/// <summary>One store for all tests of the assembly; <c>PLANAPI_TEST_MONGO</c> names a MongoDB to use instead of the embedded one.</summary>
public sealed class Store : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("planapi-fhir-").FullName;
    private EmbeddedMongoServer? _server;
    private MongoClient? _client;

    public IMongoDatabase NewDatabase() => _client!.GetDatabase("fhir" + Guid.CreateVersion7().ToString("n")[20..]);

    public async ValueTask InitializeAsync()
    {
        if (ChosenMongo.ConnectionString is null)
            _server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System);
        _client = new(ChosenMongo.ConnectionString ?? _server!.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>
/// The FHIR core behind real HTTP with its branches: <c>records</c>, whose tests' authorization is a header that says what is granted;
/// <c>open</c>, public; <c>narrow</c>, public with low limits; and <c>shut</c>, which forgot to declare an authorization step.
/// </summary>
public sealed class FhirServer(Store store) : IAsyncLifetime
{
    private readonly QueryBounds? _queries = ChosenMongo.IsNamed ? null : new(store.NewDatabase());
    private WebApplication? _app;

    public TestClock Clock { get; } = new();

    /// <summary>The database to use, by a test that watches it; else one of its own.</summary>
    internal IMongoDatabase? Database { get; init; }

    public FhirBranch Records => Branches["records"];

    public FhirBranch Open => Branches["open"];

    public FhirBranch Narrow => Branches["narrow"];

    public FhirBranches Branches => _app!.Services.GetRequiredService<FhirBranches>();

    public LoadTargets LoadTargets => _app!.Services.GetRequiredService<LoadTargets>();

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(Database ?? _queries?.Database ?? store.NewDatabase());
        foreach (var declaration in TestDeclarations.Branches)
            builder.Services.AddFhirBranch(declaration);
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapFhir();
        await _app.StartAsync();
        Http.BaseAddress = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        foreach (var branch in Branches.All)
            await branch.EnsureIndexes(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_queries is null)
            return;
        (await _queries.Check()).ShouldBeEmpty("queries of the tests' server");
        _queries.Dispose();
    }
}

/// <summary>Real time plus what tests advance.</summary>
public sealed class TestClock : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
}
