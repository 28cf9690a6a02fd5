using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.TestKit;

/// <summary>How the store answers a query.</summary>
/// <param name="Query">The command that was explained.</param>
/// <param name="Plan">The winning plan.</param>
/// <param name="Keys">Examined in indexes.</param>
/// <param name="Documents">Examined.</param>
/// <param name="Returned">Documents; of a count those that were counted.</param>
public sealed record Explained(BsonDocument Query, BsonDocument Plan, long Keys, long Documents, long Returned)
{
    /// <summary>Keys or documents, whichever are more.</summary>
    public long Examined => Math.Max(Keys, Documents);

    public string Collection => Query[0].AsString;

    public bool Scans => Plan.ToJson().Contains("COLLSCAN", StringComparison.Ordinal);

    /// <summary>Whether one number is answered, whatever it was counted from.</summary>
    public bool Counts => Query.GetElement(0).Name == "count"
        || Query.TryGetValue("pipeline", out var stages) && stages.AsBsonArray.Any(s => s.AsBsonDocument.Contains("$group") || s.AsBsonDocument.Contains("$count"));

    public static async Task<Explained> By(IMongoDatabase store, BsonDocument query)
    {
        var explained = await store.RunCommandAsync<BsonDocument>(new BsonDocument { { "explain", query }, { "verbosity", "executionStats" } });
        var statistics = explained["executionStats"];
        return new(
            query,
            explained["queryPlanner"]["winningPlan"].AsBsonDocument,
            statistics["totalKeysExamined"].ToInt64(),
            statistics["totalDocsExamined"].ToInt64(),
            statistics["nReturned"].ToInt64());
    }
}
