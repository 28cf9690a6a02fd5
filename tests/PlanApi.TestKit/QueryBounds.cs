using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;

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

    /// <summary>Queries on resources that may examine more: what is said in their shape, and how much among so many documents.</summary>
    private static readonly (string InShape, long Most)[] Exceptions =
    [
        // :contains looks at every value that its parameter has in the type.
        ($"search:{QueryShape.Containing}", 1000),
    ];

    /// <summary>What another host of this process has checked already need not be checked again.</summary>
    private static readonly ConcurrentDictionary<string, bool> Checked = new();

    private readonly IMongoDatabase _store;
    private readonly WatchedStore _watched;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<BsonDocument>> _seen = new();

    public QueryBounds(IMongoDatabase store) => (_store, _watched) = (store, new(store, Note));

    /// <summary>The store as the product is to be given it: queries sent through here are seen.</summary>
    public IMongoDatabase Database => _watched.Database;

    private void Note(BsonDocument query)
    {
        var shape = QueryShape.Of(query);
        if (Checked.ContainsKey(shape)) return;
        var samples = _seen.GetOrAdd(shape, _ => new());
        if (samples.Count < SamplesOfAShape) samples.Enqueue(WatchedStore.Copy(query));
    }

    /// <summary>Explains what was seen.</summary>
    /// <returns>A sentence for each query that examines too much.</returns>
    public async Task<IReadOnlyList<string>> Check()
    {
        var problems = new List<string>();
        foreach (var collection in _seen.ToArray().GroupBy(s => s.Value.First()[0].AsString).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            // Among a few documents no query examines many: such a shape is looked at again where there are more.
            var documents = _store.GetCollection<BsonDocument>(collection.Key);
            var (copies, filled) = await Crowd.Fill(documents, Filled);
            foreach (var (shape, samples) in collection)
            {
                if (filled) Checked[shape] = true;
                foreach (var sample in samples)
                    if (await Problem(sample) is { } problem)
                    {
                        problems.Add(problem);
                        break;
                    }
            }

            await Crowd.Remove(documents, copies);
        }

        return problems;
    }

    /// <summary>How much a query may examine.</summary>
    internal static long Usually(long returned) => 3 * returned + 100;

    /// <summary>The key ring is read whole, once an hour: a key for each three months of the product's life.</summary>
    private static bool IsKeyRing(Explained query) => query.Collection == "security.dataProtectionKeys" && query.Query["filter"].AsBsonDocument.ElementCount == 0;

    private async Task<string?> Problem(BsonDocument query)
    {
        var explained = await Explained.By(_store, query);
        if (IsKeyRing(explained)) return null;
        var most = explained.Scans ? 0 : Math.Max(Exception(explained), Usually(explained.Returned));
        if (explained.Examined > most && most > 0 && explained.Collection.EndsWith(".resources", StringComparison.Ordinal))
            most = Math.Max(most, Usually(await RarestCondition.Finds(_store, query)));
        return explained.Examined <= most
            ? null
            : $"{explained.Collection}: {(explained.Scans ? "scans the collection" : "examines too much")}: {explained.Examined} examined, {explained.Returned} returned, at most {most} allowed.{Environment.NewLine}  {query.ToJson()}{Environment.NewLine}  {explained.Plan}";
    }

    private static long Exception(Explained explained)
    {
        if (!explained.Collection.EndsWith(".resources", StringComparison.Ordinal)) return 0;
        var shape = QueryShape.Of(explained.Query);
        return Exceptions.Where(e => shape.Contains(e.InShape, StringComparison.Ordinal)).Select(e => e.Most).DefaultIfEmpty().Max();
    }

    public void Dispose() => _watched.Dispose();
}
