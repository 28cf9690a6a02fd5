using MongoDB.Driver;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.Accounts;

/// <summary>How often a password or code was tried for one address, whether or not it has an account: so nothing tells the two apart.</summary>
/// <param name="Id">A keyed hash of what was tried; the store does not learn addresses that have no account.</param>
internal sealed record AttemptCount(string Id, int Tried, DateTimeOffset LockedUntil, DateTimeOffset ForgetAt);

/// <summary>
/// Locks what was tried wrongly five times, for fifteen minutes. An attempt is counted before it is checked, in one atomic write: a hundred
/// guesses at the same moment get five checks, not a hundred.
/// </summary>
internal sealed class Attempts(IdentityDb db, MasterKey masterKey, TimeProvider clock)
{
    public const int Allowed = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RememberedFor = TimeSpan.FromHours(1);

    /// <returns>false when it is locked: the attempt must fail without a look at what was typed.</returns>
    public async Task<bool> TryCount(string subject, CancellationToken ct)
    {
        var id = IdOf(subject);
        var count = await Count(id, ct) ?? await Count(id, ct);
        if (count is null || count.Tried > Allowed)
        {
            return false;
        }

        if (count.Tried == Allowed)
        {
            await db.Attempts.UpdateOneAsync(
                a => a.Id == id,
                Builders<AttemptCount>.Update.Set(a => a.LockedUntil, clock.GetUtcNow() + LockedFor).Set(a => a.Tried, 0),
                cancellationToken: ct);
        }

        return true;
    }

    /// <summary>The attempt was right: earlier wrong ones no longer count.</summary>
    public Task Forget(string subject, CancellationToken ct)
    {
        var id = IdOf(subject);
        return db.Attempts.DeleteOneAsync(a => a.Id == id, ct);
    }

    public async Task<bool> IsLocked(string subject, CancellationToken ct)
    {
        var (id, now) = (IdOf(subject), clock.GetUtcNow());
        return await db.Attempts.Find(a => a.Id == id && a.LockedUntil > now).AnyAsync(ct);
    }

    private string IdOf(string subject) => masterKey.TokenFor("identity.attempts", subject);

    /// <returns>null when the filter found it locked, so that the upsert ran into the id that is there; or when two first attempts met.</returns>
    private async Task<AttemptCount?> Count(string id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        try
        {
            return await db.Attempts.FindOneAndUpdateAsync<AttemptCount>(
                a => a.Id == id && a.LockedUntil <= now,
                Builders<AttemptCount>.Update.Inc(a => a.Tried, 1).SetOnInsert(a => a.LockedUntil, DateTimeOffset.UnixEpoch).Set(a => a.ForgetAt, now + RememberedFor),
                new() { IsUpsert = true, ReturnDocument = ReturnDocument.After },
                ct);
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            return null;
        }
    }
}
