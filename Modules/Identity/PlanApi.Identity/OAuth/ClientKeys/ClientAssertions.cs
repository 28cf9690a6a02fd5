using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using MongoDB.Driver;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using PlanApi.Identity.OAuth.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.ClientKeys;

/// <summary>
/// Says by which keys and rules an assertion is checked (SMART App Launch 2.2, client-confidential-asymmetric; RFC 7523): the app's own key of the
/// id that the assertion names, one of two algorithms, and as audience the token endpoint or the issuer.
/// </summary>
internal sealed class CheckAssertion(OAuthApps apps, AppKeys keys, CurrentBranch branch) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha384, SecurityAlgorithms.EcdsaSha384];

    private static readonly string[] Types = [JsonWebTokenTypes.GenericJsonWebToken, JsonWebTokenTypes.ClientAuthentication];

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
        .UseScopedHandler<CheckAssertion>()
        .SetOrder(OpenIddictServerHandlers.Protection.ResolveTokenValidationParameters.Descriptor.Order + 1)
        .Build();

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.ValidTokenTypes.Contains(TokenTypeIdentifiers.Private.ClientAssertion))
        {
            context.TokenValidationParameters = new TokenValidationParameters
            {
                ValidTypes = Types,
                ValidAlgorithms = Algorithms,
                IssuerSigningKeys = await KeysOf(context.Token, context.CancellationToken),
                TryAllIssuerSigningKeys = false,
                ValidateIssuer = false, // after the signature, against the client id
                ValidAudiences = [branch.Value.Issuer, branch.Value.UrlOf(OAuthPaths.Token)],
                ValidateLifetime = false, // after the signature, by our own clock
            };
        }
    }

    private async Task<IReadOnlyList<JsonWebKey>> KeysOf(string assertion, CancellationToken ct)
    {
        if (!TryRead(assertion, out var jwt) || jwt.Kid is not { Length: > 0 } || await apps.Find(jwt.Issuer, ct) is not { Keys: { } declared })
        {
            return [];
        }

        // Another set than the registered one is nobody's word but the sender's.
        return jwt.TryGetHeaderValue<string>("jku", out var other) && other != declared.Url ? [] : await keys.Find(declared, jwt.Kid, ct);
    }

    private static bool TryRead(string assertion, out JsonWebToken jwt)
    {
        jwt = null!;
        try
        {
            jwt = new JsonWebToken(assertion);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>Lets an assertion count once, and only when it ends soon: so that it need not be remembered long.</summary>
internal sealed class TakeAssertionOnce(OAuthDb db, CurrentBranch branch, TimeProvider clock) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
        .UseScopedHandler<TakeAssertionOnce>()
        .SetOrder(OpenIddictServerHandlers.ValidateClientAssertionIssuer.Descriptor.Order + 500)
        .Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.ClientAssertionPrincipal is not { } assertion)
        {
            return;
        }

        if (assertion.GetExpirationDate() is not { } ends || ends > clock.GetUtcNow() + LongestLife + ClocksDiffer)
        {
            context.Reject(Errors.InvalidClient, "The assertion must end within five minutes.");
        }
        else if (assertion.GetClaim(Claims.JwtId) is not { Length: > 0 } id)
        {
            context.Reject(Errors.InvalidClient, "The assertion must have an id of its own ('jti').");
        }
        else if (!await TryTake($"{branch.Value.Name}/{assertion.GetClaim(Claims.Issuer)}/{id}", ends, context.CancellationToken))
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
