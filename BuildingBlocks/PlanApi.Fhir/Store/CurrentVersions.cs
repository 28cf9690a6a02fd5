using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Fhir.Store;

/// <summary>Finds what is there of resources that are written, and puts new versions in its place.</summary>
internal sealed class CurrentVersions(ResourceCollections collections)
{
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    /// <summary>What is there, by reference, the newest first; others are left of writes to another owner, which were killed or are not yet done.</summary>
    public async Task<Dictionary<string, List<ResourceDocument>>> Existing(IEnumerable<string> references, CancellationToken ct)
    {
        var found = await collections.Current.Find(CriterionFilter.In(collections.ReferenceField, references)).ToListAsync(ct);
        return found.GroupBy(f => f.Id).ToDictionary(f => f.Key, f => f.OrderByDescending(d => d.Version).ToList(), StringComparer.Ordinal);
    }

    /// <returns>The references of those whose old version was no longer there.</returns>
    public async Task<HashSet<string>> Replace(List<Replacement> writes, CancellationToken ct)
    {
        var models = writes.ConvertAll<WriteModel<ResourceDocument>>(w => w.Replaced is { } replaced
            ? new ReplaceOneModel<ResourceDocument>(SameVersion(replaced), w.Document)
            : new InsertOneModel<ResourceDocument>(w.Document));
        HashSet<string> lost = new(StringComparer.Ordinal);
        long replaced;
        try
        {
            replaced = (await collections.Current.BulkWriteAsync(models, Unordered, ct)).MatchedCount;
        }
        catch (MongoBulkWriteException<ResourceDocument> e) when (e.WriteErrors.All(w => w.Category == ServerErrorCategory.DuplicateKey))
        {
            lost.UnionWith(e.WriteErrors.Select(w => writes[w.Index].Document.Id));
            replaced = e.Result.MatchedCount;
        }

        if (replaced != writes.Count(w => w.Replaced is not null))
            lost.UnionWith(await NotReplaced(writes.FindAll(w => w.Replaced is not null), ct));
        foreach (var write in writes.Where(w => !lost.Contains(w.Document.Id)))
        {
            if (write.Old is { } old && old != write.Replaced && await IsLate(write.Document, old, ct))
                lost.Add(write.Document.Id);
            else
                foreach (var left in write.Left)
                    await Remove(left, ct);
        }

        return lost;
    }

    private async Task<IEnumerable<string>> NotReplaced(List<Replacement> writes, CancellationToken ct)
    {
        var now = await Existing(writes.Select(w => w.Document.Id), ct);
        return writes.Where(w => !(now.TryGetValue(w.Document.Id, out var there)
            && there[0].Version == w.Document.Version && there[0].Hash.AsSpan().SequenceEqual(w.Document.Hash))).Select(w => w.Document.Id);
    }

    private async Task<bool> Remove(ResourceDocument document, CancellationToken ct) =>
        (await collections.Current.DeleteOneAsync(SameVersion(document), ct)).DeletedCount == 1;

    // Whether another write came before, on which this one does not follow. Of two that follow on the same version one was refused by the index on versions.
    private async Task<bool> IsLate(ResourceDocument document, ResourceDocument old, CancellationToken ct)
    {
        var newer = new BsonDocument { { ResourceDocument.ReferenceField, document.Id }, { ResourceDocument.VersionField, new BsonDocument("$gt", document.Version) } };
        return (!await Remove(old, ct) || await collections.Current.CountDocumentsAsync(newer, new() { Limit = 1 }, ct) > 0) && await Remove(document, ct);
    }

    private static BsonDocument SameVersion(ResourceDocument old) =>
        new() { { ResourceDocument.Key, old.StoredKey }, { ResourceDocument.VersionField, old.Version } };
}
