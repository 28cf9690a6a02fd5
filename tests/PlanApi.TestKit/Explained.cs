using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.TestKit;

/// <summary>How the store answers a query.</summary>
/// <param name="Examined">Keys or documents, whichever are more.</param>
/// <param name="Returned">Documents; of a count those that were counted.</param>
internal sealed record Explained(BsonDocument Query, string Plan, long Examined, long Returned)
{
    public string Collection => Query[0].AsString;

    public bool Scans => Plan.Contains("COLLSCAN", StringComparison.Ordinal);

    /// <summary>Whether one number is answered, whatever it was counted from.</summary>
    public bool Counts => Query.GetElement(0).Name == "count"
        || Query.TryGetValue("pipeline", out var stages) && stages.AsBsonArray.Any(s => s.AsBsonDocument.Contains("$group") || s.AsBsonDocument.Contains("$count"));

    public static async Task<Explained> By(IMongoDatabase store, BsonDocument query)
    {
        var explained = await store.RunCommandAsync<BsonDocument>(new BsonDocument { { "explain", query }, { "verbosity", "executionStats" } });
        var statistics = explained["executionStats"];
        return new(
            query,
            explained["queryPlanner"]["winningPlan"].ToJson(),
            Math.Max(statistics["totalKeysExamined"].ToInt64(), statistics["totalDocsExamined"].ToInt64()),
            statistics["nReturned"].ToInt64());
    }
}
