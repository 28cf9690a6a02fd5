using MongoDB.Bson;

namespace PlanApi.Fhir.Store;

internal static class RawDocuments
{
    /// <summary>The same document, written already: what is sent again and again is then copied.</summary>
    public static RawBsonDocument ToRaw(this BsonDocument document) => new(document.ToBson());
}
