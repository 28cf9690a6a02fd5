using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Tests;

[assembly: AssemblyFixture(typeof(StoreFixture))]

namespace PlanApi.EmbeddedMongo.Tests;

/// <summary>One running store for all tests; each test takes a database of its own.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("store-").FullName;
    private EmbeddedMongoServer? _server;
    private int _databases;

    public MongoClient Client { get; private set; } = null!;

    public string ConnectionString => _server!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System, Faults.Add);
        Client = new MongoClient(_server.ConnectionString);
    }

    /// <summary>Faults of the store's own, which no test may cause.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Faults { get; } = [];

    public IMongoDatabase NewDatabase() => Client.GetDatabase($"test{Interlocked.Increment(ref _databases)}");

    public IMongoCollection<BsonDocument> NewCollection() => NewDatabase().GetCollection<BsonDocument>("things");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        Faults.ShouldBeEmpty();
    }
}
