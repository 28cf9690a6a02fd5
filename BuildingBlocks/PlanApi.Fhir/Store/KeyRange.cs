using MongoDB.Bson;

namespace PlanApi.Fhir.Store;

/// <summary>Queries for a stretch of keys, whose order is theirs.</summary>
internal static class KeyRange
{
    private const string Index = "_id_";

    /// <summary>What every document of a stretch of keys has alike, or no index has.</summary>
    private static readonly HashSet<string> Alike =
        [ResourceDocument.Key, ResourceDocument.OwnerField, ResourceDocument.OrganizationField, ResourceDocument.TypeField, "$nor"];

    /// <summary>Whether what a filter finds lies together: it says no more than whose and of which type, and what no index has.</summary>
    public static bool LiesTogether(BsonDocument filter) => !filter.Contains(ResourceDocument.Key) && AreAlike(filter);

    public static BsonDocument Of(string after, string before) => new(ResourceDocument.Key, new BsonDocument { { "$gt", after }, { "$lt", before } });

    /// <summary>
    /// The index on keys, where nothing but them narrows the filter: a store that weighs another one might take that by owner and sort all
    /// that a patient has. Null where the store is to weigh.
    /// </summary>
    public static BsonValue? Hint(BsonDocument filter) => AreAlike(filter) && filter.GetValue(ResourceDocument.Key, BsonNull.Value) is BsonDocument keys && keys.Contains("$lt") ? Index : null;

    private static bool AreAlike(BsonDocument filter) => filter.Names.All(Alike.Contains);
}
