using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace PlanApi.TestKit;

/// <summary>A store that tells of each query sent through it.</summary>
public sealed class WatchedStore : IDisposable
{
    private readonly IMongoDatabase _store;
    private readonly Action<BsonDocument> _saw;
    private readonly MongoClient _client;

    /// <param name="saw">Told of each query, on whatever thread sends it. The query ends with the call: <see cref="Copy"/> keeps it.</param>
    public WatchedStore(IMongoDatabase store, Action<BsonDocument> saw)
    {
        (_store, _saw) = (store, saw);
        var settings = store.Client.Settings.Clone();
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(Note);
        _client = new MongoClient(settings);
        Database = _client.GetDatabase(store.DatabaseNamespace.DatabaseName);
    }

    /// <summary>The store as the product is to be given it.</summary>
    public IMongoDatabase Database { get; }

    /// <summary>The query, to keep.</summary>
    public static BsonDocument Copy(BsonDocument query) => BsonSerializer.Deserialize<BsonDocument>(query.ToBson());

    public void Dispose() => _client.Dispose();

    private void Note(CommandStartedEvent started)
    {
        if (started.DatabaseNamespace.DatabaseName != _store.DatabaseNamespace.DatabaseName) return;
        foreach (var query in QueryShape.Queries(started.CommandName, started.Command))
            _saw(query);
    }
}
