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
    private readonly ResourcePreparation _preparation = new(types, collections.AreOwned);
    private readonly CurrentVersions _current = new(collections);
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
            if (!(await _current.Existing([$"{type}/{id}"], ct)).TryGetValue($"{type}/{id}", out var all) || all[0] is not { Deleted: false } found)
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
            if ((await _current.Replace([new(tombstone, all)], ct)).Count == 0)
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
        var existing = await _current.Existing(wave.Keys, ct);
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
        var lost = await _current.Replace(writes.ConvertAll(w => w.Replacement), ct);
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

    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
