using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Notes which shared resources a patient's record names, by type of the resource that does: the candidates of <see cref="SharedVisibility"/>.</summary>
internal sealed class LinkWriter(IReadOnlyDictionary<string, DeclaredType> types, ResourceCollections collections)
{
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    public async Task Write(IEnumerable<ResourceDocument> documents, CancellationToken ct)
    {
        Dictionary<string, BsonDocument> links = new(StringComparer.Ordinal);
        foreach (var document in documents.Where(d => d.Owner is not null))
        {
            var source = ReferenceText.TypeOf(document.Id);
            foreach (var target in document.References)
            {
                var targetType = ReferenceText.TypeOf(target);
                if (types.TryGetValue(targetType, out var declared) && declared.IsShared)
                    links[$"{document.Owner}|{target}|{source}"] = Fields(document, targetType, target, source);
            }
        }

        if (links.Count == 0)
            return;
        try
        {
            await collections.Links.BulkWriteAsync(
                links.Select(l => new UpdateOneModel<BsonDocument>(new BsonDocument("_id", l.Key), new BsonDocument("$setOnInsert", l.Value)) { IsUpsert = true }),
                Unordered,
                ct);
        }
        catch (MongoBulkWriteException<BsonDocument> e) when (e.WriteErrors.All(w => w.Category == ServerErrorCategory.DuplicateKey))
        {
            // Two loads noted the same link at once.
        }
    }

    private static BsonDocument Fields(ResourceDocument document, string targetType, string target, string source)
    {
        var fields = new BsonDocument { { "owner", document.Owner }, { "targetType", targetType }, { "target", target }, { "source", source } };
        if (document.Organization is { } organization)
            fields.Add(ResourceDocument.OrganizationField, organization);
        return fields;
    }
}
