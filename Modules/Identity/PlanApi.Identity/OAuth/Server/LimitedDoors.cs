using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.OAuth.Branches;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// Introspection and revocation check a secret as the token endpoint does. OpenIddict answers them before any endpoint; this one only gives
/// routing something to hang the rate limit on.
/// </summary>
internal sealed class LimitedDoors : EndpointWithoutRequest
{
    public override void Configure()
    {
        Post([.. OAuthPaths.Both(OAuthPaths.Introspect), .. OAuthPaths.Both(OAuthPaths.Revoke)]);
        AllowAnonymous();
        Options(static b => b.RequireRateLimiting(RateLimits.Token));
    }

    public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.NotFound);
}
