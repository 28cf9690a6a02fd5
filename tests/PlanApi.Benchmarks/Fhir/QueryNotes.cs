using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.TestKit;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>Notes the queries that a host sends to its store, and asks the store how it answers them.</summary>
internal sealed class QueryNotes : IDisposable
{
    private readonly IMongoDatabase _store;
    private readonly WatchedStore _watched;
    private readonly ConcurrentQueue<BsonDocument> _noted = new();

    public QueryNotes(IMongoDatabase store) => (_store, _watched) = (store, new(store, Note));

    /// <summary>The store as the host is to be given it.</summary>
    public IMongoDatabase Database => _watched.Database;

    /// <summary>Forgets what was noted.</summary>
    public void Clear() => _noted.Clear();

    /// <summary>A line for each query noted on the collections of a branch: its condition, the indexes it takes, and what it looked at.</summary>
    public async Task<IReadOnlyList<string>> Plans()
    {
        List<string> lines = [];
        foreach (var query in _noted)
        {
            var explained = await Explained.By(_store, query);
            lines.Add($"  {Shown(query)}{Environment.NewLine}    {string.Join(" and ", Stages(explained.Plan))}: {explained.Keys} keys, {explained.Documents} documents, {explained.Returned} returned");
        }

        return lines;
    }

    public void Dispose() => _watched.Dispose();

    private void Note(BsonDocument query)
    {
        if (QueryShape.IsOfBranch(query))
        {
            _noted.Enqueue(WatchedStore.Copy(query));
        }
    }

    private static string Shown(BsonDocument query) =>
        $"{query[0]}: {QueryShape.Shortened(query.GetValue("filter", new BsonDocument()))}{(query.TryGetValue("sort", out var sort) ? $" sort {sort}" : "")}{(query.TryGetValue("limit", out var limit) ? $" limit {limit}" : "")}";

    private static IEnumerable<string> Stages(BsonDocument stage)
    {
        if (stage.TryGetValue("indexName", out var index))
        {
            yield return $"index {index}";
        }
        else if (stage["stage"] != "FETCH")
        {
            yield return stage["stage"].AsString;
        }

        var inner = stage.TryGetValue("inputStages", out var several) ? several.AsBsonArray : stage.TryGetValue("inputStage", out var one) ? [one] : [];
        foreach (var part in inner.SelectMany(s => Stages(s.AsBsonDocument)))
        {
            yield return part;
        }
    }
}
