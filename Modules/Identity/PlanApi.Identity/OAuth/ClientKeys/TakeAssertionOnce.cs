using MongoDB.Driver;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.ClientKeys;

/// <summary>
/// Lets an assertion count once, and only when it speaks of the client itself and ends soon: so that it need not be remembered long. Whatever is
/// wrong with it is invalid_client (RFC 7523, 3.2), so this comes before OpenIddict's own checks.
/// </summary>
internal sealed class TakeAssertionOnce(OAuthDb db, CurrentBranch branch, TimeProvider clock) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
        .UseScopedHandler<TakeAssertionOnce>()
        .SetOrder(OpenIddictServerHandlers.ValidateClientAssertion.Descriptor.Order + 500)
        .Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.ClientAssertionPrincipal is not { } assertion)
        {
            return;
        }

        var (now, issuer) = (clock.GetUtcNow(), assertion.GetClaim(Claims.Issuer));
        if (issuer is null || assertion.GetClaim(Claims.Subject) != issuer || (context.ClientId ?? issuer) != issuer)
        {
            context.Reject(Errors.InvalidClient, "The assertion must name the client as 'iss' and 'sub'.");
        }
        else if (assertion.GetExpirationDate() is not { } ends || ends > now + LongestLife + ClocksDiffer || ends + ClocksDiffer <= now)
        {
            context.Reject(Errors.InvalidClient, "The assertion must not have ended, and must end within five minutes.");
        }
        else if (assertion.GetClaim(Claims.JwtId) is not { Length: > 0 } id)
        {
            context.Reject(Errors.InvalidClient, "The assertion must have an id of its own ('jti').");
        }
        else if (!await TryTake($"{branch.Value.Name}/{issuer}/{id}", ends, context.CancellationToken))
        {
            context.Reject(Errors.InvalidClient, "The assertion was used before.");
        }
    }

    private async Task<bool> TryTake(string id, DateTimeOffset ends, CancellationToken ct)
    {
        try
        {
            await db.Assertions.InsertOneAsync(new(Secrets.Hash(id), ends + ClocksDiffer), cancellationToken: ct);
            return true;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            return false;
        }
    }
}
