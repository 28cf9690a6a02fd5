using System.Globalization;
using System.Security.Claims;
using FastEndpoints;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.AccessTokens;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using PlanApi.Identity.OAuth.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;
using ClaimNames = OpenIddict.Abstractions.OpenIddictConstants.Claims;
using SmartScope = PlanApi.BuildingBlocks.Smart.Scope;

namespace PlanApi.Identity.OAuth.Token;

/// <summary>
/// The token endpoint of both branches, behind OpenIddict's checks of the client, the code or refresh token, and PKCE. Here the grant, the
/// account and the app are looked at again, and the code or refresh token is used up.
/// </summary>
internal sealed class Token(IGrants grants, IAccounts accounts, OAuthApps apps, RedeemOnce redeem, SessionCheck sessions, CurrentBranch branch, PlanApiSettings settings, TimeProvider clock) : EndpointWithoutRequest
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>A refresh token that is not used for this long ends by itself, also under a grant without an end.</summary>
    private static readonly TimeSpan RefreshFor = TimeSpan.FromDays(365);

    public override void Configure()
    {
        Post(OAuthPaths.Both(OAuthPaths.Token));
        AllowAnonymous();
        Options(static b => b.RequireRateLimiting(RateLimits.Token));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var request = HttpContext.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not recognize its own endpoint.");
        var principal = (await HttpContext.AuthenticateAsync(Scheme)).Principal ?? throw new InvalidOperationException("OpenIddict let a request pass without its token.");
        var authorization = principal.GetAuthorizationId()!;
        var grant = await grants.FindLive(OAuthAuthorization.GrantIdOf(authorization), ct);
        var app = await apps.Find(request.ClientId!, ct);
        if (grant is null || app is null || await accounts.Find(grant.AccountId, ct) is not { Disabled: false })
        {
            await Refuse(Errors.InvalidGrant, "The permission that this stands on has ended.");
            return;
        }

        if (request.IsRefreshTokenGrantType() && !IsOffline(grant, principal) && !await SignInLasts(grant, principal, ct))
        {
            await Refuse(Errors.InvalidGrant, "The person has signed out.");
            return;
        }

        var held = ScopeSet.Of(principal.GetScopes()).Intersect(ScopeSet.Of(grant.Scopes)).Intersect(app.Scopes);
        var scopes = request.IsRefreshTokenGrantType() && !string.IsNullOrEmpty(request.Scope) ? ScopeSet.Parse(request.Scope).Intersect(held) : held;
        if (scopes.Count == 0)
        {
            await Refuse(Errors.InvalidScope, "Nothing that was asked for is still granted.");
        }
        else if (!await redeem.TryRedeem(principal, ct))
        {
            await Refuse(Errors.InvalidGrant, "The code or refresh token was used before; what came from it has been revoked.");
        }
        else
        {
            await Send.ResultAsync(Issue(request, principal, grant, held, scopes));
        }
    }

    private IResult Issue(OpenIddictRequest request, ClaimsPrincipal principal, Grant grant, ScopeSet held, ScopeSet scopes)
    {
        var now = clock.GetUtcNow();
        var left = (grant.ExpiresAt ?? DateTimeOffset.MaxValue) - now;
        var refreshFor = RefreshLifetime(principal, grant, held, left, now);
        var identity = new ClaimsIdentity(principal.Claims, "OAuth", ClaimNames.Name, ClaimNames.Role);
        identity.SetScopes(held.Select(s => s.Text)).SetAccessTokenLifetime(Shorter(settings.AccessTokenLifetime, left)).SetRefreshTokenLifetime(refreshFor);

        // RFC 6749, 6: a refresh may ask for less, in its own words; the next refresh token keeps all.
        request.Scope = null;
        HttpContext.Items[typeof(TokenReply)] = new TokenReply(scopes, refreshFor > TimeSpan.Zero);
        return Results.SignIn(new ClaimsPrincipal(identity), new AuthenticationProperties(null, Told(principal, scopes, refreshFor)), Scheme);
    }

    private Dictionary<string, object?> Told(ClaimsPrincipal principal, ScopeSet scopes, TimeSpan? refreshFor)
    {
        var told = new Dictionary<string, object?>(LaunchContext.Of(branch.Value))
        {
            [AccessTokenClaims.Patient] = principal.GetClaim(AccessTokenClaims.Patient),
            [Parameters.Scope] = scopes.ToString(),
        };
        if (refreshFor > TimeSpan.Zero)
        {
            told["refresh_expires_in"] = (long)refreshFor.Value.TotalSeconds;
        }

        return told;
    }

    private static bool IsOffline(Grant grant, ClaimsPrincipal principal) => grant.Offline && principal.HasScope(SmartScope.OfflineAccess);

    private Task<bool> SignInLasts(Grant grant, ClaimsPrincipal principal, CancellationToken ct) =>
        sessions.Stands(grant.AccountId, principal.GetClaim(AccessTokenClaims.Session), principal.GetClaim(AccessTokenClaims.Stamp), ct);

    /// <summary>Null when the grant gives no refresh token; online access ends with the sign-in.</summary>
    private static TimeSpan? RefreshLifetime(ClaimsPrincipal principal, Grant grant, ScopeSet held, TimeSpan left, DateTimeOffset now)
    {
        if (grant.Once)
        {
            return null;
        }

        if (grant.Offline && held.Contains(SmartScope.OfflineAccess))
        {
            return Shorter(RefreshFor, left);
        }

        var signInEnds = long.Parse(principal.GetClaim(AccessTokenClaims.SignInEnds) ?? "0", CultureInfo.InvariantCulture);
        return held.Contains(SmartScope.OnlineAccess) ? Shorter(DateTimeOffset.FromUnixTimeSeconds(signInEnds) - now, left) : null;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private Task Refuse(string error, string description) => Send.ResultAsync(Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [Scheme]));
}
