using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.ManageMembers;

/// <summary>Something that staff did about a member, or that they looked: kept for good.</summary>
internal sealed record MemberEntry : Aggregate
{
    public required string Id { get; init; }
    public required string PatientId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The member of staff.</summary>
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>A <see cref="Deed.Key"/>, or <see cref="LookedUp"/>.</summary>
    public required string What { get; init; }

    /// <summary>To what, such as an app's name; "" where that is plain.</summary>
    public string To { get; init; } = "";
    public string Reason { get; init; } = "";

    /// <summary>Whether it has been done: the entry comes before the deed, so none is without.</summary>
    public bool Done { get; init; }

    /// <summary>Whose mail tells of it; "" for nobody's.</summary>
    public string TellAccount { get; init; } = "";

    public const string LookedUp = "looked-up";
}

/// <summary>A deed that its member is told of.</summary>
internal sealed record MemberServed(string EntryId);

internal sealed class MemberEntryDb(IMongoDatabase database) : IModuleDb
{
    public const string EntriesName = "identity.memberEntries";

    public IMongoCollection<MemberEntry> Entries { get; } = database.GetCollection<MemberEntry>(EntriesName);

    public Task EnsureIndexes(CancellationToken ct)
    {
        var keys = Builders<MemberEntry>.IndexKeys;
        return Entries.Indexes.CreateManyAsync(
            [
                new(keys.Ascending(e => e.PatientId).Descending(e => e.Id), new CreateIndexOptions { Name = "of_member" }),
                new(keys.Ascending(e => e.By).Ascending(e => e.PatientId).Ascending(e => e.What).Descending(e => e.At), new CreateIndexOptions { Name = "by_staff" }),
            ],
            ct);
    }
}

internal sealed class MemberEntries(MemberEntryDb db, TimeProvider clock)
{
    private const int Shown = 50;
    private static readonly TimeSpan LookedUpFor = TimeSpan.FromDays(1);

    public async Task<MemberEntry> Begin(string patientId, (string AccountId, string Name) by, string what, string to, string reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var entry = new MemberEntry { Id = NewId.At(now), PatientId = patientId, At = now, By = by.AccountId, ByName = by.Name, What = what, To = to, Reason = reason, Done = what == MemberEntry.LookedUp };
        await db.Entries.InsertOneAsync(entry, cancellationToken: ct);
        return entry;
    }

    /// <param name="tell">The account whose person is told by mail; null for nobody.</param>
    public Task Finish(MemberEntry entry, string? tell, CancellationToken ct)
    {
        var update = Builders<MemberEntry>.Update.Set(e => e.Done, true);
        return db.Entries.UpdateOneAsync(
            e => e.Id == entry.Id, tell is null ? update : update.Set(e => e.TellAccount, tell).Tell(clock.GetUtcNow(), new MemberServed(entry.Id)), cancellationToken: ct);
    }

    public Task<MemberEntry?> Find(string id, CancellationToken ct) => db.Entries.Find(e => e.Id == id).FirstOrDefaultAsync(ct)!;

    /// <summary>Whether this member of staff found the member by number within a day: whoever did not has no business on the member's pages.</summary>
    public Task<bool> HasLookedUp(string patientId, string staffId, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - LookedUpFor;
        return db.Entries.Find(e => e.By == staffId && e.PatientId == patientId && e.What == MemberEntry.LookedUp && e.At > since).AnyAsync(ct);
    }

    /// <summary>The newest of a member.</summary>
    public async Task<IReadOnlyList<MemberEntry>> Of(string patientId, CancellationToken ct) =>
        await db.Entries.Find(e => e.PatientId == patientId).SortByDescending(e => e.Id).Limit(Shown).ToListAsync(ct);
}
