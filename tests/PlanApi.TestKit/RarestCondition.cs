using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.TestKit;

/// <summary>
/// Several conditions on what a resource is found by: an index takes one of them and the others are tested, labels that a resource must not
/// have always. So such a query may examine what the rarest condition alone finds.
/// </summary>
internal static class RarestCondition
{
    /// <returns>How many documents the rarest condition alone finds; 0 where the query has but one.</returns>
    public static async Task<long> Finds(IMongoDatabase store, BsonDocument query)
    {
        if (FilterOf(query) is not { } filter) return 0;
        BsonDocument[] all = [.. filter.Where(e => e.Name is "search" or "ranges" || IsLabels(e)).Select(e => new BsonDocument(e)), .. filter.GetValue("$and", new BsonArray()).AsBsonArray.Select(c => c.AsBsonDocument)];
        BsonDocument[] conditions = [.. all.Where(c => !c.All(IsLabels))];
        if (all.Length < 2 && all.Length == conditions.Length) return 0;
        // What is asked without any but for labels: all that is withheld is looked at.
        if (conditions.Length == 0) conditions = [[]];
        var scope = filter.Where(e => e.Name is not ("search" or "ranges" or "$and") && !IsLabels(e)).ToList();
        var resources = store.GetCollection<BsonDocument>(query[0].AsString);
        List<long> found = [];
        foreach (var condition in conditions) found.Add(await resources.CountDocumentsAsync(new BsonDocument(scope).Merge(condition)));
        return found.Min();
    }

    private static BsonDocument? FilterOf(BsonDocument query) => query.TryGetValue("filter", out var filter)
        ? filter.AsBsonDocument
        : query.TryGetValue("pipeline", out var stages) && stages.AsBsonArray.FirstOrDefault() is BsonDocument first && first.TryGetValue("$match", out var match) ? match.AsBsonDocument : null;

    private static bool IsLabels(BsonElement condition) => condition.Name == "$nor" && condition.Value.AsBsonArray[0].AsBsonDocument.TryGetValue("search", out var on)
        && on is BsonDocument entries && entries.TryGetValue("$in", out var any) && any.AsBsonArray[0].AsString.StartsWith("_security:code=", StringComparison.Ordinal);
}
