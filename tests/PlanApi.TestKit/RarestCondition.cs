using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.TestKit;

/// <summary>
/// Several conditions on what a resource is found by: an index takes one of them and the others are tested, labels that a resource must not
/// have always. So such a query may examine what the rarest condition alone finds.
/// </summary>
internal static class RarestCondition
{
    private const string Labels = "$nin";

    /// <returns>How many documents the rarest condition alone finds; 0 where the query has but one.</returns>
    public static async Task<long> Finds(IMongoDatabase store, BsonDocument query)
    {
        if (FilterOf(query) is not { } filter) return 0;
        BsonDocument[] all = [.. filter.Where(e => e.Name is "search" or "ranges").Select(e => new BsonDocument(e)), .. filter.GetValue("$and", new BsonArray()).AsBsonArray.Select(c => c.AsBsonDocument)];
        BsonDocument[] conditions = [.. all.Select(WithoutLabels).Where(c => c.ElementCount > 0)];
        if (all.Length < 2 && all.SequenceEqual(conditions)) return 0;
        // What is asked without any but for labels: all that is withheld is looked at.
        if (conditions.Length == 0) conditions = [[]];
        var scope = filter.Where(e => e.Name is not ("search" or "ranges" or "$and")).ToList();
        var resources = store.GetCollection<BsonDocument>(query[0].AsString);
        List<long> found = [];
        foreach (var condition in conditions) found.Add(await resources.CountDocumentsAsync(new BsonDocument(scope).Merge(condition)));
        return found.Min();
    }

    private static BsonDocument? FilterOf(BsonDocument query) => query.TryGetValue("filter", out var filter)
        ? filter.AsBsonDocument
        : query.TryGetValue("pipeline", out var stages) && stages.AsBsonArray.FirstOrDefault() is BsonDocument first && first.TryGetValue("$match", out var match) ? match.AsBsonDocument : null;

    private static BsonDocument WithoutLabels(BsonDocument condition)
    {
        if (!condition.TryGetValue("search", out var on) || on is not BsonDocument entries || !entries.Contains(Labels)) return condition;
        var rest = new BsonDocument(entries.Where(e => e.Name != Labels));
        return rest.ElementCount > 0 ? new("search", rest) : [];
    }
}
