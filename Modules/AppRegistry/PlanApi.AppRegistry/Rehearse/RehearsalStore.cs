using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.AppRegistry.Rehearse;

/// <summary>Every rehearsal, for a while: the newest that has not ended is what an app meets.</summary>
internal sealed class RehearsalStore(AppRegistryDb db, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Takes the place of what the app rehearsed so far.</summary>
    public async Task Start(string clientId, RehearsedTrouble trouble, int seconds, TimeSpan lasts, string by, CancellationToken ct)
    {
        await Stop(clientId, ct);
        var now = Now;
        await Add(new(NewId.At(now), clientId, Enum.Parse<Rehearsed>(trouble.ToString()), by, now, Forgotten(now), seconds, now + lasts), ct);
    }

    public async Task Stop(string clientId, CancellationToken ct)
    {
        var now = Now;
        await db.Rehearsals.UpdateManyAsync(r => r.ClientId == clientId && r.Until > now, Builders<StoredRehearsal>.Update.Set(r => r.Until, now), cancellationToken: ct);
    }

    public Task NoteEnd(string clientId, Rehearsed what, int ended, string by, CancellationToken ct)
    {
        var now = Now;
        return Add(new(NewId.At(now), clientId, what, by, now, Forgotten(now), Ended: ended), ct);
    }

    /// <summary>What has not ended, of all apps, oldest first.</summary>
    public async Task<IReadOnlyList<StoredRehearsal>> Running(CancellationToken ct)
    {
        var now = Now;
        return [.. (await db.Rehearsals.Find(r => r.Until > now).ToListAsync(ct)).OrderBy(r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>An app's newest, newest first.</summary>
    public async Task<IReadOnlyList<StoredRehearsal>> Of(string clientId, int limit, CancellationToken ct) =>
        await db.Rehearsals.Find(r => r.ClientId == clientId).SortByDescending(r => r.Id).Limit(limit).ToListAsync(ct);

    /// <summary>When permissions were last revoked, where there were any.</summary>
    public async Task<DateTimeOffset?> PermissionsRevokedAt(string clientId, CancellationToken ct) =>
        (await db.Rehearsals.Find(r => r.ClientId == clientId && r.What == Rehearsed.PermissionsRevoked && r.Ended > 0).SortByDescending(r => r.Id).FirstOrDefaultAsync(ct))?.At;

    private Task Add(StoredRehearsal rehearsal, CancellationToken ct) => db.Rehearsals.InsertOneAsync(rehearsal, cancellationToken: ct);

    private static DateTime Forgotten(DateTimeOffset now) => (now + Remembered).UtcDateTime;
}
