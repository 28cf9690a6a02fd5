using MongoDB.Driver;
using PlanApi.AppRegistry.Credentials;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.AppRegistry.RotateSecret;

/// <summary>A client's secret was replaced.</summary>
internal sealed record SecretRotated(string AppId, string ClientId);

/// <param name="EarlierUntil">How long the old secret is still taken; null when it ended.</param>
internal sealed record Rotated(string Secret, long Version, DateTimeOffset? EarlierUntil);

internal sealed class RotateSecretStore(AppRegistryDb db, SecretBox secrets, TimeProvider clock)
{
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The secret in use, by version, and how long the one before it is still taken.</summary>
    public async Task<(long Version, DateTimeOffset? EarlierUntil)> Current(string clientId, CancellationToken ct)
    {
        var credential = await db.Credentials.Find(c => c.Id == clientId).FirstAsync(ct);
        return (credential.Version, credential.Earlier is { } earlier && earlier.Until > Now ? earlier.Until : null);
    }

    /// <returns>The new secret, or null when this version is not the one in use.</returns>
    public async Task<Rotated?> TryRotate(RegisteredApp app, long version, bool endNow, Showing showing, CancellationToken ct)
    {
        var now = Now;
        var credential = await db.Credentials.Find(c => c.Id == app.ClientId && c.Version == version).FirstOrDefaultAsync(ct);
        if (credential is null)
        {
            return null;
        }

        var made = secrets.Make(app.ClientId);
        var earlier = endNow ? null : new EarlierSecret(credential.Hash, now + Overlap);
        var update = Builders<ClientCredential>.Update
            .Set(c => c.SealedSecret, made.Sealed)
            .Set(c => c.Hash, made.Hash)
            .Set(c => c.MadeAt, now)
            .Set(c => c.Version, version + 1)
            .Set(c => c.LastShown, showing)
            .Tell(now, new SecretRotated(app.Id, app.ClientId));
        update = Builders<ClientCredential>.Update.Combine(
            update, earlier is null ? Builders<ClientCredential>.Update.Unset(c => c.Earlier) : Builders<ClientCredential>.Update.Set(c => c.Earlier, earlier));
        var result = await db.Credentials.UpdateOneAsync(c => c.Id == app.ClientId && c.Version == version, update, cancellationToken: ct);
        return result.MatchedCount == 1 ? new(made.Secret, version + 1, earlier?.Until) : null;
    }
}
