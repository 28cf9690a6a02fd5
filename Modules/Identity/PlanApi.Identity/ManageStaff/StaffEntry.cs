using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Accounts;

namespace PlanApi.Identity.ManageStaff;

/// <summary>Something that an administrator did to a colleague's account: kept for good.</summary>
internal sealed record StaffEntry : Aggregate
{
    public required string Id { get; init; }

    /// <summary>The account that it was done to.</summary>
    public required string AccountId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>A <see cref="StaffDeed.Key"/>.</summary>
    public required string What { get; init; }
    public required string Reason { get; init; }

    /// <summary>Whether it has been done: the entry comes before the deed, so none is without.</summary>
    public bool Done { get; init; }
}

internal sealed class StaffEntries(IMongoDatabase database, TimeProvider clock) : IModuleDb
{
    public const string EntriesName = "identity.staffEntries";
    private const int Shown = 50;
    private readonly IMongoCollection<StaffEntry> entries = database.GetCollection<StaffEntry>(EntriesName);

    public Task EnsureIndexes(CancellationToken ct) => entries.Indexes.CreateOneAsync(
        new CreateIndexModel<StaffEntry>(Builders<StaffEntry>.IndexKeys.Ascending(e => e.AccountId).Descending(e => e.Id), new() { Name = "of_person" }), cancellationToken: ct);

    public async Task<StaffEntry> Begin(string accountId, (string AccountId, string Name) by, string what, string reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var entry = new StaffEntry { Id = NewId.At(now), AccountId = accountId, At = now, By = by.AccountId, ByName = by.Name, What = what, Reason = reason };
        await entries.InsertOneAsync(entry, cancellationToken: ct);
        return entry;
    }

    /// <param name="tells">The new role, of which a mail tells; null where the deed has a mail of its own.</param>
    public Task Finish(StaffEntry entry, RoleChanged? tells, CancellationToken ct)
    {
        var update = Builders<StaffEntry>.Update.Set(e => e.Done, true);
        return entries.UpdateOneAsync(e => e.Id == entry.Id, tells is null ? update : update.Tell(clock.GetUtcNow(), tells), cancellationToken: ct);
    }

    /// <summary>The newest about a person.</summary>
    public async Task<IReadOnlyList<StaffEntry>> Of(string accountId, CancellationToken ct) =>
        await entries.Find(e => e.AccountId == accountId).SortByDescending(e => e.Id).Limit(Shown).ToListAsync(ct);
}
