using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>
/// Writes versions. The order keeps every moment right for readers and for a kill: links first (they may say too much), then the old
/// version into history (again is harmless), then the new one in its place, if the old one is still there. A resource that changes hands has
/// another place: there the new one is before the old one goes, so that it is never in none. What a kill leaves of that, the next write takes away.
/// </summary>
internal sealed class ChangeRepository(
    IReadOnlyDictionary<string, DeclaredType> types,
    ResourceCollections collections,
    TimeProvider clock) : IResourceChangeRepository
{
    private const int Attempts = 5;
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };
    private readonly ResourcePreparation _preparation = new(types, collections.AreOwned);
    private readonly LinkWriter _links = new(types, collections);
    private readonly OwnerLookup _owners = new(collections);

    public ResourcePreparation Preparation => _preparation;

    public ValueTask<IReadOnlyList<Change>> Put(IReadOnlyList<ReadOnlyMemory<byte>> resources, string? organization, CancellationToken ct) =>
        Put([.. resources.Select(r => _preparation.Prepare(r))], organization, ct);

    public async ValueTask<IReadOnlyList<Change>> Put(IReadOnlyList<PreparedResource> resources, string? organization, CancellationToken ct)
    {
        var changes = new Change[resources.Count];
        var waiting = new List<int>(resources.Count);
        for (var i = 0; i < resources.Count; i++)
        {
            if (resources[i].Refused is { } refused)
                changes[i] = refused;
            else
                waiting.Add(i);
        }

        for (var attempt = 0; waiting.Count > 0; attempt++)
        {
            if (attempt == Attempts)
                throw new MongoException("Resources were changed by others again and again while they were being written.");
            waiting = await Write(resources, waiting, organization, changes, ct);
        }

        return changes;
    }

    public async ValueTask<bool> Delete(string type, string id, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!(await Existing([$"{type}/{id}"], ct)).TryGetValue($"{type}/{id}", out var all) || all[0] is not { Deleted: false } found)
                return false;
            await Keep([found], ct);
            var tombstone = new ResourceDocument
            {
                Id = found.Id,
                Version = found.Version + 1,
                Updated = Now(),
                Owner = found.Owner,
                Organization = found.Organization,
                // What hid the resource hides that there was one.
                Entries = [.. found.Entries.Where(Entry.IsForAccess)],
                Deleted = true,
            };
            if ((await Replace([new(tombstone, all)], ct)).Count == 0)
                return true;
        }

        throw new MongoException("The resource was changed by others again and again while it was being deleted.");
    }

    public async ValueTask<long> Purge(string organization, string? patient, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(organization);
        var filter = new BsonDocument(ResourceDocument.OrganizationField, organization);
        if (patient is not null)
            filter.Add(ResourceDocument.OwnerField, patient);
        var gone = await collections.Current.DeleteManyAsync(filter, ct);
        await collections.History.DeleteManyAsync(filter, ct);
        await collections.Links.DeleteManyAsync(filter, ct);
        return gone.DeletedCount;
    }

    // Writes each resource once per call; a second occurrence of an id, and what lost a race, is returned to be written next.
    private async Task<List<int>> Write(
        IReadOnlyList<PreparedResource> resources, List<int> waiting, string? organization, Change[] changes, CancellationToken ct)
    {
        var wave = new Dictionary<string, int>(StringComparer.Ordinal);
        var later = new List<int>();
        foreach (var i in waiting)
        {
            if (!wave.TryAdd(resources[i].Reference!, i))
                later.Add(i);
        }

        var owners = await _owners.Of(wave.Values.Select(i => resources[i]), ct);
        var existing = await Existing(wave.Keys, ct);
        var now = Now();
        List<(int Index, Replacement Replacement)> writes = [];
        foreach (var (reference, i) in wave)
        {
            var all = existing.GetValueOrDefault(reference, []);
            var old = all.FirstOrDefault();
            var prepared = resources[i].OwningTargets is null ? resources[i] : resources[i] with { Owner = owners.GetValueOrDefault(reference) };
            var same = all is [{ Deleted: false }] && old!.Organization == organization && old.Owner == prepared.Owner && old.Hash.AsSpan().StartsWith(prepared.Hash.AsSpan(0, ResourceJson.HashLength));
            if (same && old!.Hash.AsSpan().SequenceEqual(prepared.Hash))
                changes[i] = new(ChangeKind.Unchanged, reference) { IsHidden = IsNobodys(reference, prepared.Owner) };
            else if (same)
                writes.Add((i, new(prepared.ToDocument(old!.Version, old.Updated, organization), all)));
            else
                writes.Add((i, new(prepared.ToDocument((old?.Version ?? 0) + 1, now, organization), all)));
        }

        if (writes.Count == 0)
            return later;
        await _links.Write(writes.Select(w => w.Replacement.Document), ct);
        await Keep([.. writes.Select(w => w.Replacement).Where(w => w.Old is { } old && old.Version != w.Document.Version).Select(w => w.Old!)], ct);
        var lost = await Replace(writes.ConvertAll(w => w.Replacement), ct);
        foreach (var (i, replacement) in writes)
        {
            var (document, old) = (replacement.Document, replacement.Old);
            if (lost.Contains(document.Id))
                later.Add(i);
            else
                changes[i] = new(old is null ? ChangeKind.Created : old.Version == document.Version ? ChangeKind.Unchanged : ChangeKind.Updated, document.Id) { IsHidden = IsNobodys(document.Id, document.Owner) };
        }

        return later;
    }

    private bool IsNobodys(string reference, string? owner) => owner is null && collections.AreOwned && !types[ReferenceText.TypeOf(reference)].IsShared;

    // By reference, the newest first; others are left of writes to another owner, which were killed or are not yet done.
    private async Task<Dictionary<string, List<ResourceDocument>>> Existing(IEnumerable<string> references, CancellationToken ct)
    {
        var found = await collections.Current.Find(CriterionFilter.In(collections.ReferenceField, references)).ToListAsync(ct);
        return found.GroupBy(f => f.Id).ToDictionary(f => f.Key, f => f.OrderByDescending(d => d.Version).ToList(), StringComparer.Ordinal);
    }

    private async Task<bool> Remove(ResourceDocument document, CancellationToken ct) =>
        (await collections.Current.DeleteOneAsync(SameVersion(document), ct)).DeletedCount == 1;

    // Whether another write came before, on which this one does not follow. Of two that follow on the same version one was refused by the index on versions.
    private async Task<bool> IsLate(ResourceDocument document, ResourceDocument old, CancellationToken ct)
    {
        var newer = new BsonDocument { { ResourceDocument.ReferenceField, document.Id }, { ResourceDocument.VersionField, new BsonDocument("$gt", document.Version) } };
        return (!await Remove(old, ct) || await collections.Current.CountDocumentsAsync(newer, new() { Limit = 1 }, ct) > 0) && await Remove(document, ct);
    }

    // Returns the ids whose old version was no longer there.
    private async Task<HashSet<string>> Replace(List<Replacement> writes, CancellationToken ct)
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

    // A version that is there already is the same one: it was kept by an attempt that went no further.
    private async Task Keep(IReadOnlyList<ResourceDocument> old, CancellationToken ct)
    {
        if (old.Count == 0)
            return;
        try
        {
            await collections.History.InsertManyAsync(old.Select(o => o.ToHistory()), new() { IsOrdered = false }, ct);
        }
        catch (MongoBulkWriteException<ResourceDocument> e) when (e.WriteErrors.All(w => w.Category == ServerErrorCategory.DuplicateKey))
        {
        }
    }

    private static BsonDocument SameVersion(ResourceDocument old) =>
        new() { { ResourceDocument.Key, old.StoredKey }, { ResourceDocument.VersionField, old.Version } };

    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
