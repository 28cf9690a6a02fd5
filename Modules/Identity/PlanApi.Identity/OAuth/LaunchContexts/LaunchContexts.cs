using MongoDB.Driver;
using PlanApi.BuildingBlocks.Security;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.Data;

namespace PlanApi.Identity.OAuth.LaunchContexts;

/// <summary>Makes and redeems the <c>launch</c> values of portal launches: single use, five minutes, for one branch, app, person and patient.</summary>
internal sealed class LaunchContexts(OAuthDb db, TimeProvider clock) : ILaunchContexts
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>How long the request that took a launch may spend on sign-in and consent.</summary>
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromMinutes(30);

    public async Task<string> Create(NewLaunch launch, CancellationToken ct)
    {
        var value = Secrets.New();
        await db.Launches.InsertOneAsync(
            new(Secrets.Hash(value), launch.Sandbox, launch.ClientId, launch.AccountId, launch.PatientId, clock.GetUtcNow() + Lifetime),
            cancellationToken: ct);
        return value;
    }

    /// <summary>Who began it; null when it is not one of this branch and app.</summary>
    public async Task<string?> AccountOf(string value, bool sandbox, string clientId, CancellationToken ct)
    {
        var id = Secrets.Hash(value);
        var launch = await db.Launches.Find(l => l.Id == id && l.Sandbox == sandbox && l.ClientId == clientId).FirstOrDefaultAsync(ct);
        return launch?.AccountId;
    }

    /// <summary>Takes it for this request; the patient, or null when it has expired, is another's, or another request took it.</summary>
    public async Task<string?> Take(string value, bool sandbox, string clientId, string accountId, string requestHash, CancellationToken ct)
    {
        var id = Secrets.Hash(value);
        var now = clock.GetUtcNow();
        var taken = await db.Launches.FindOneAndUpdateAsync(
            l => l.Id == id && l.Sandbox == sandbox && l.ClientId == clientId && l.AccountId == accountId && !l.Completed && l.ExpiresAt > now
                && (l.Request == null || l.Request == requestHash),
            Builders<StoredLaunch>.Update.Set(l => l.Request, requestHash).Max(l => l.ExpiresAt, now + TimeToAnswer),
            new FindOneAndUpdateOptions<StoredLaunch> { ReturnDocument = ReturnDocument.After },
            ct);
        return taken?.PatientId;
    }

    /// <summary>Uses it up. False when it was used up already: two answers came at once.</summary>
    public async Task<bool> TryComplete(string value, CancellationToken ct)
    {
        var id = Secrets.Hash(value);
        var completed = await db.Launches.UpdateOneAsync(l => l.Id == id && !l.Completed, Builders<StoredLaunch>.Update.Set(l => l.Completed, true), cancellationToken: ct);
        return completed.ModifiedCount == 1;
    }
}
