using MongoDB.Driver;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Revocations;

/// <summary>
/// Stops tokens: an entry in the feed for the access tokens that are out, and an end to the codes and refresh tokens in the store. The entry
/// is written first: who issues a token looks at the feed after storing it, so one of the two sees the other.
/// </summary>
internal sealed class Revocations(OAuthDb db, RevocationFeed feed, OAuthBranches branches, TimeProvider clock) : IRevocations
{
    /// <summary>Longer than any access token lives, whatever the clocks of two hosts.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    public Task RevokeGrant(string grantId, CancellationToken ct) => Revoke(RevocationId.Grant(grantId), t => t.GrantId == grantId, ct);

    public Task RevokeApp(string clientId, bool sandbox, CancellationToken ct) =>
        Revoke(RevocationId.App(branches.Of(sandbox).Name, clientId), t => t.ClientId == clientId && t.Sandbox == sandbox, ct);

    public async Task<int> ExpireSandboxTokens(string clientId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var standing = await db.Tokens
            .Find(t => t.ClientId == clientId && t.Sandbox && t.Type == TokenTypeIdentifiers.AccessToken && t.Status == Statuses.Valid && t.ExpiresAt > now)
            .Project(t => t.Id)
            .ToListAsync(ct);
        foreach (var id in standing)
        {
            await RevokeToken(id, ct);
        }

        return standing.Count;
    }

    public Task RevokeAccount(string accountId, CancellationToken ct) => Announce(RevocationId.Account(accountId), ct);

    /// <summary>Ends all tokens that come from one authorization code: a code or a refresh token was used twice.</summary>
    public Task RevokeFamily(string authorizationId, CancellationToken ct) =>
        Revoke(RevocationId.Family(authorizationId), t => t.AuthorizationId == authorizationId, ct);

    public Task RevokeToken(string tokenId, CancellationToken ct) => Revoke(RevocationId.Token(tokenId), t => t.Id == tokenId, ct);

    private async Task Revoke(string id, System.Linq.Expressions.Expression<Func<OAuthToken, bool>> tokens, CancellationToken ct)
    {
        await Announce(id, ct);
        await db.Tokens.UpdateManyAsync(
            Builders<OAuthToken>.Filter.And(Builders<OAuthToken>.Filter.Where(tokens), Builders<OAuthToken>.Filter.Ne(t => t.Status, Statuses.Revoked)),
            Builders<OAuthToken>.Update.Set(t => t.Status, Statuses.Revoked).Inc(t => t.Version, 1),
            cancellationToken: ct);
    }

    private async Task Announce(string id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var revocation = new Revocation(id, now, now + Kept);
        await db.Revocations.UpdateOneAsync(
            r => r.Id == id,
            Builders<Revocation>.Update.Max(r => r.At, revocation.At).Max(r => r.Until, revocation.Until),
            new UpdateOptions { IsUpsert = true },
            ct);
        feed.Add(revocation);
    }
}
