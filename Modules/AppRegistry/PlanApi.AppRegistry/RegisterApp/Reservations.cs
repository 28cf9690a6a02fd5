using MongoDB.Driver;
using PlanApi.AppRegistry.Credentials;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.AppRegistry.RegisterApp;

/// <summary>Ids and a secret that wait for the form of a new application to be saved.</summary>
internal sealed record Reservation(string AppId, string ClientId, string Secret);

internal sealed class Reservations(AppRegistryDb db, SecretBox secrets, TimeProvider clock)
{
    /// <summary>How long the form of a new application may stand open.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // The store forgets reservations later than we refuse them, so that one taken at the last moment is not lost.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public async Task<Reservation> Add(string organizationId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (appId, clientId) = (NewId.At(now), NewId.At(now));
        var made = secrets.Make(clientId);
        await db.Credentials.InsertOneAsync(
            new(clientId, appId, organizationId, made.Sealed, made.Hash, now, Version: 1, ForgetAt: (now + Lifetime + Grace).UtcDateTime),
            cancellationToken: ct);
        return new(appId, clientId, made.Secret);
    }

    /// <summary>The organization's open reservation; null when there is none, or it is too old.</summary>
    public async Task<Reservation?> Find(string organizationId, string appId, CancellationToken ct)
    {
        var latest = (clock.GetUtcNow() + Grace).UtcDateTime;
        var credential = await db.Credentials.Find(c => c.AppId == appId && c.OrganizationId == organizationId && !(c.ForgetAt <= latest)).FirstOrDefaultAsync(ct);
        return credential is null ? null : new(credential.AppId, credential.Id, secrets.Open(credential.Id, credential.SealedSecret));
    }
}
