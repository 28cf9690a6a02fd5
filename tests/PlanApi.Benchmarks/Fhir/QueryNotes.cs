using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;
using PlanApi.TestKit;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>Notes the queries that a host sends to its store, and asks the store how it answers them.</summary>
internal sealed class QueryNotes : IDisposable
{
    private readonly IMongoDatabase _store;
    private readonly MongoClient _client;
    private readonly ConcurrentQueue<BsonDocument> _noted = new();

    public QueryNotes(IMongoDatabase store)
    {
        _store = store;
        var settings = store.Client.Settings.Clone();
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(Note);
        _client = new MongoClient(settings);
        Database = _client.GetDatabase(store.DatabaseNamespace.DatabaseName);
    }

    /// <summary>The store as the host is to be given it.</summary>
    public IMongoDatabase Database { get; }

    /// <summary>Forgets what was noted.</summary>
    public void Clear() => _noted.Clear();

    /// <summary>A line for each query noted on the resources of a branch: its condition, the indexes it takes, and what it looked at.</summary>
    public async Task<IReadOnlyList<string>> Plans()
    {
        List<string> lines = [];
        foreach (var query in _noted)
        {
            var explained = await _store.RunCommandAsync<BsonDocument>(new BsonDocument { { "explain", query }, { "verbosity", "executionStats" } });
            var statistics = explained["executionStats"];
            lines.Add($"  {Shown(query)}{Environment.NewLine}    {string.Join(" and ", Stages(explained["queryPlanner"]["winningPlan"].AsBsonDocument))}: {statistics["totalKeysExamined"]} keys, {statistics["totalDocsExamined"]} documents, {statistics["nReturned"]} returned");
        }

        return lines;
    }

    public void Dispose() => _client.Dispose();

    private void Note(CommandStartedEvent started)
    {
        foreach (var query in QueryShape.Queries(started.CommandName, started.Command).Where(q => q[0].AsString.EndsWith(".resources", StringComparison.Ordinal)))
        {
            _noted.Enqueue(BsonSerializer.Deserialize<BsonDocument>(query.ToBson()));
        }
    }

    private static string Shown(BsonDocument query) =>
        $"{query[0]}: {Short(query.GetValue("filter", new BsonDocument()))}{(query.TryGetValue("sort", out var sort) ? $" sort {sort}" : "")}{(query.TryGetValue("limit", out var limit) ? $" limit {limit}" : "")}";

    private static BsonValue Short(BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, Short(e.Value)))),
        BsonArray { Count: > 3 } array => new BsonArray { Short(array[0]), $"and {array.Count - 1} more" },
        BsonArray array => new BsonArray(array.Select(Short)),
        _ => value,
    };

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
