using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace PlanApi.TestKit;

/// <summary>
/// Sees every query that the product sends while tests use its doors, and checks afterwards that none scans a collection: the collections
/// are filled up with the documents of many other people, the store explains each query, and a query may examine no more than three
/// times the documents it returns plus a hundred.
/// </summary>
public sealed class QueryBounds : IDisposable
{
    private const int Filled = 300;

    /// <summary>All that a test host sends, in practice: with a few of each, chance would decide which query is looked at.</summary>
    private const int SamplesOfAShape = 1000;

    /// <summary>Queries that may examine more: in which collection, what is said in their shape, how much, and whether by a scan.</summary>
    private static readonly (string Collection, string InShape, long Bound, bool Scans)[] Exceptions =
    [
        // The key ring is read whole, once an hour: a key for each three months of the product's life.
        ("security.dataProtectionKeys", "filter:{}", Filled, true),
        // :contains looks at every value that its parameter has in the type.
        (".resources", $"search:{QueryShape.Containing}", 1000, false),
        // No index tells which labels a resource does not have: what is withheld for its labels is looked at and left out.
        (".resources", "search:{$nin:", 1000, false),
        // A search by several parameters reads the rarest of them from an index and tests the others on its resources.
        (".resources", "$and:[{search:", 1000, false),
    ];

    /// <summary>What another host of this process has checked already need not be checked again.</summary>
    private static readonly ConcurrentDictionary<string, bool> Checked = new();

    private readonly IMongoDatabase _store;
    private readonly MongoClient _client;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<BsonDocument>> _seen = new();

    public QueryBounds(IMongoDatabase store)
    {
        _store = store;
        var settings = store.Client.Settings.Clone();
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(Note);
        _client = new MongoClient(settings);
        Database = _client.GetDatabase(store.DatabaseNamespace.DatabaseName);
    }

    /// <summary>The store as the product is to be given it: queries sent through here are seen.</summary>
    public IMongoDatabase Database { get; }

    private void Note(CommandStartedEvent started)
    {
        if (started.DatabaseNamespace.DatabaseName != _store.DatabaseNamespace.DatabaseName) return;
        foreach (var query in QueryShape.Queries(started.CommandName, started.Command))
        {
            var shape = QueryShape.Of(query);
            if (Checked.ContainsKey(shape)) continue;
            var samples = _seen.GetOrAdd(shape, _ => new());
            if (samples.Count < SamplesOfAShape) samples.Enqueue(BsonSerializer.Deserialize<BsonDocument>(query.ToBson()));
        }
    }

    /// <summary>Explains what was seen.</summary>
    /// <returns>A sentence for each query that examines too much.</returns>
    public async Task<IReadOnlyList<string>> Check()
    {
        var problems = new List<string>();
        foreach (var collection in _seen.ToArray().GroupBy(s => s.Value.First()[0].AsString).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            // Among a few documents no query examines many: such a shape is looked at again where there are more.
            var filled = await Crowd.Fill(_store.GetCollection<BsonDocument>(collection.Key), Filled);
            foreach (var (shape, samples) in collection)
            {
                if (filled) Checked[shape] = true;
                foreach (var sample in samples)
                    if (await Problem(collection.Key, sample) is { } problem)
                    {
                        problems.Add(problem);
                        break;
                    }
            }
        }

        return problems;
    }

    private async Task<string?> Problem(string collection, BsonDocument query)
    {
        var explained = await _store.RunCommandAsync<BsonDocument>(new BsonDocument { { "explain", query }, { "verbosity", "executionStats" } });
        var plan = explained["queryPlanner"]["winningPlan"].ToJson();
        var statistics = explained["executionStats"];
        var returned = statistics["nReturned"].ToInt64();
        var examined = Math.Max(statistics["totalKeysExamined"].ToInt64(), statistics["totalDocsExamined"].ToInt64());
        var isScan = plan.Contains("COLLSCAN", StringComparison.Ordinal);
        var shape = QueryShape.Of(query);
        var exception = Exceptions.FirstOrDefault(e => collection.EndsWith(e.Collection, StringComparison.Ordinal) && shape.Contains(e.InShape, StringComparison.Ordinal));
        var most = exception.Bound > 0 ? exception.Bound : isScan ? 0 : 3 * returned + 100;
        return examined <= most && (!isScan || exception.Scans)
            ? null
            : $"{collection}: {(isScan ? "scans the collection" : "examines too much")}: {examined} examined, {returned} returned, at most {most} allowed.{Environment.NewLine}  {query.ToJson()}{Environment.NewLine}  {plan}";
    }

    public void Dispose() => _client.Dispose();
}
