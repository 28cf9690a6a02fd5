using MongoDB.Driver;
using OpenIddict.Abstractions;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using PlanApi.Identity.OAuth.Revocations;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Stores;

/// <summary>
/// Tokens of the branch at hand: those of the other branch do not exist here. A status leaves "valid" at most once, so a code or refresh token
/// that is used twice at the same moment is redeemed once.
/// </summary>
internal sealed class TokenStore(OAuthDb db, CurrentBranch branch, RevocationFeed feed, Revocations.Revocations revocations, TimeProvider clock) : TokenProperties
{
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptAfterRedemption = TimeSpan.FromDays(30);

    public override ValueTask<OAuthToken> InstantiateAsync(CancellationToken cancellationToken) =>
        new(new OAuthToken { Id = NewId.From(clock), Sandbox = branch.Value.Sandbox });

    public override async ValueTask CreateAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        token.GrantId = token.AuthorizationId is { } id ? OAuthAuthorization.GrantIdOf(id) : null;
        token.PurgeAt = (token.ExpiresAt + KeptAfterExpiry)?.UtcDateTime;
        await db.Tokens.InsertOneAsync(token, cancellationToken: cancellationToken);
        if (token is { AuthorizationId: { } family, GrantId: { } grant } &&
            await feed.AnyStored([RevocationId.Family(family), RevocationId.Grant(grant)], clock.GetUtcNow(), cancellationToken))
        {
            await revocations.RevokeToken(token.Id, cancellationToken);
        }
    }

    public override async ValueTask<OAuthToken?> FindByIdAsync(string identifier, CancellationToken cancellationToken)
    {
        var sandbox = branch.Value.Sandbox;
        return await db.Tokens.Find(t => t.Id == identifier && t.Sandbox == sandbox).FirstOrDefaultAsync(cancellationToken);
    }

    public override async ValueTask<OAuthToken?> FindByReferenceIdAsync(string identifier, CancellationToken cancellationToken)
    {
        var sandbox = branch.Value.Sandbox;
        return await db.Tokens.Find(t => t.ReferenceId == identifier && t.Sandbox == sandbox).FirstOrDefaultAsync(cancellationToken);
    }

    /// <exception cref="OpenIddictExceptions.ConcurrencyException">Another save came first, or the token was redeemed or revoked already.</exception>
    public override async ValueTask UpdateAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        var read = token.Version;
        var filter = Builders<OAuthToken>.Filter.Where(t => t.Id == token.Id && t.Version == read);
        if (token.Status is Statuses.Redeemed)
        {
            filter &= Builders<OAuthToken>.Filter.Eq(t => t.Status, Statuses.Valid);
            var forgotten = (clock.GetUtcNow() + KeptAfterRedemption).UtcDateTime;
            token.PurgeAt = token.PurgeAt < forgotten ? token.PurgeAt : forgotten;
        }

        token.Version = read + 1;
        if ((await db.Tokens.ReplaceOneAsync(filter, token, cancellationToken: cancellationToken)).MatchedCount == 0)
        {
            token.Version = read;
            throw new OpenIddictExceptions.ConcurrencyException("The token was changed by another request.");
        }

        if (token.Status is Statuses.Revoked)
        {
            // RFC 7009, 2.1: with a refresh token goes what was issued along with it.
            await (token is { Type: TokenTypeIdentifiers.RefreshToken, AuthorizationId: { } family }
                ? revocations.RevokeFamily(family, cancellationToken)
                : revocations.RevokeToken(token.Id, cancellationToken));
        }
    }

    public override async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken)
    {
        await revocations.RevokeFamily(identifier, cancellationToken);
        return 0;
    }
}
