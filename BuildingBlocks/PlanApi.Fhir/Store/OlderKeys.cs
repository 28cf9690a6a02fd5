using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Fhir.Store;

/// <summary>
/// Moves what was written when keys did not say the owner, and documents not their reference, to the keys of today (<see cref="ResourceKey"/>).
/// A kill on the way is made good by moving again.
/// </summary>
internal static class OlderKeys
{
    private const int Batch = 500;
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    public static async Task Move(IMongoCollection<ResourceDocument> resources, CancellationToken ct)
    {
        var documents = resources.Database.GetCollection<BsonDocument>(resources.CollectionNamespace.CollectionName);
        var older = new BsonDocument(ResourceDocument.ReferenceField, new BsonDocument("$exists", false));
        using var found = await documents.Find(older, new() { BatchSize = Batch }).ToCursorAsync(ct);
        while (await found.MoveNextAsync(ct))
        {
            List<BsonDocument> moved = [.. found.Current.Select(Moved)];
            if (moved.Count == 0)
                continue;
            await documents.BulkWriteAsync(moved.Select(m => new ReplaceOneModel<BsonDocument>(new BsonDocument(ResourceDocument.Key, m[ResourceDocument.Key]), m) { IsUpsert = true }), Unordered, ct);
            var left = moved.Where(m => m[ResourceDocument.Key] != m[ResourceDocument.ReferenceField]).Select(m => m[ResourceDocument.ReferenceField].AsString);
            await documents.DeleteManyAsync(CriterionFilter.In(ResourceDocument.Key, left), ct);
        }
    }

    private static BsonDocument Moved(BsonDocument older)
    {
        var reference = older[ResourceDocument.Key].AsString;
        var moved = new BsonDocument { { ResourceDocument.Key, ResourceKey.Of(older[ResourceDocument.OwnerField] as BsonString is { Value: var owner } ? owner : null, reference) } };
        return moved.AddRange(older.Where(e => e.Name != ResourceDocument.Key)).Add(ResourceDocument.ReferenceField, reference);
    }
}
