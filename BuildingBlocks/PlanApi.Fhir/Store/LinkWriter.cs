using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Notes which shared resources a patient's record names, by type of the resource that does: the candidates of <see cref="SharedVisibility"/>.</summary>
internal sealed class LinkWriter(IReadOnlyDictionary<string, DeclaredType> types, ResourceCollections collections)
{
    private const int MostRemembered = 100_000;
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    // A patient's claims name the same few people: what was noted is not noted again. Only where no purge takes links away: what has no organization.
    private readonly ConcurrentDictionary<string, bool> _noted = new(StringComparer.Ordinal);

    public async Task Write(IEnumerable<ResourceDocument> documents, CancellationToken ct)
    {
        Dictionary<string, BsonDocument> links = new(StringComparer.Ordinal);
        foreach (var document in documents.Where(d => d.Owner is not null))
        {
            var source = ReferenceText.TypeOf(document.Id);
            foreach (var target in document.References)
            {
                var targetType = ReferenceText.TypeOf(target);
                var link = $"{document.Owner}|{target}|{source}";
                if (types.TryGetValue(targetType, out var declared) && declared.IsShared && !_noted.ContainsKey(link))
                    links[link] = Fields(document, targetType, target, source);
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

        if (_noted.Count > MostRemembered)
            _noted.Clear();
        foreach (var link in links.Where(l => !l.Value.Contains(ResourceDocument.OrganizationField)))
            _noted.TryAdd(link.Key, true);
    }

    private static BsonDocument Fields(ResourceDocument document, string targetType, string target, string source)
    {
        var fields = new BsonDocument { { "owner", document.Owner }, { "targetType", targetType }, { "target", target }, { "source", source } };
        if (document.Organization is { } organization)
            fields.Add(ResourceDocument.OrganizationField, organization);
        return fields;
    }
}
