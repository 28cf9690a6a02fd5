using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using PlanApi.Identity.OAuth.Keys;
using PlanApi.Identity.OAuth.Revocations;
using PlanApi.Identity.OAuth.Subjects;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.AccessTokens;

/// <summary>
/// Checks access tokens without a store: the signature once, as long as the token is remembered, and its expiry and every revocation that
/// could concern it at each call.
/// </summary>
internal sealed class AccessTokens(KeyRing keys, OAuthBranches branches, RevocationFeed revocations, SubjectIds subjects, TimeProvider clock) : IAccessTokens, IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly MemoryCache _verified = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    public async ValueTask<AccessToken?> Validate(ReadOnlyMemory<char> token, bool sandbox, CancellationToken ct)
    {
        var verified = await Known(token, sandbox);
        return verified is null || verified.Content.ExpiresAt <= clock.GetUtcNow() || await revocations.AnyRevoked(verified.RevocationIds, verified.IssuedAt, ct)
            ? null
            : verified.Content;
    }

    public async ValueTask<AccessToken?> Recognize(ReadOnlyMemory<char> token, bool sandbox, CancellationToken ct) => (await Known(token, sandbox))?.Content;

    public void Dispose() => _verified.Dispose();

    private async ValueTask<Verified?> Known(ReadOnlyMemory<char> token, bool sandbox)
    {
        var branch = branches.Of(sandbox);
        if (_verified.TryGetValue(token.Span, out Verified? known) && known!.Branch == branch.Name)
        {
            return known;
        }

        var presented = token.ToString();
        var verified = await Verify(presented, branch);
        if (verified is not null)
        {
            using var entry = _verified.CreateEntry(presented).SetValue(verified).SetSize(1).SetAbsoluteExpiration(Remembered);
        }

        return verified;
    }

    private async Task<Verified?> Verify(string token, OAuthBranch branch)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = branch.Issuer,
            ValidAudience = branch.FhirBase,
            ValidTypes = [JsonWebTokenTypes.AccessToken],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKeys = keys.Of(branch).All,
            RequireExpirationTime = true,
            ValidateLifetime = false, // by our own clock, at every call
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } ? Read(jwt, branch) : null;
    }

    private Verified? Read(JsonWebToken jwt, OAuthBranch branch)
    {
        if (Claim(AccessTokenClaims.Authorization) is not { } authorization || Claim(Claims.ClientId) is not { } client
            || Claim(AccessTokenClaims.Patient) is not { } patient || subjects.AccountOf(client, jwt.Subject) is not { } account)
        {
            return null;
        }

        var grant = OAuthAuthorization.GrantIdOf(authorization);
        var scopes = (Claim(Claims.Scope) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var expires = new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero);
        return new Verified(
            branch.Name,
            new AccessToken(jwt.Id, client, account, patient, Claim(AccessTokenClaims.Organization), scopes, grant, expires),
            new DateTimeOffset(jwt.IssuedAt, TimeSpan.Zero),
            RevocationId.All(branch.Name, jwt.Id, authorization, client, account));

        string? Claim(string name) => jwt.TryGetPayloadValue<string>(name, out var value) ? value : null;
    }

    private sealed record Verified(string Branch, AccessToken Content, DateTimeOffset IssuedAt, IReadOnlyList<string> RevocationIds);
}
