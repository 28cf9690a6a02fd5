using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using PlanApi.Identity.OAuth.Branches;
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

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
        .UseScopedHandler<CheckAssertion>()
        .SetOrder(OpenIddictServerHandlers.Protection.ResolveTokenValidationParameters.Descriptor.Order + 1)
        .Build();

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.ValidTokenTypes.Contains(TokenTypeIdentifiers.Private.ClientAssertion))
        {
            context.DisableAudienceValidation = true; // below instead: OpenIddict takes the issuer alone, and SMART wants the token endpoint
            context.TokenValidationParameters = new TokenValidationParameters
            {
                TypeValidator = static (type, _, _) => TypeOf(type),
                ValidAlgorithms = Algorithms,
                IssuerSigningKeys = await KeysOf(context.Token, context.CancellationToken),
                TryAllIssuerSigningKeys = false,
                ValidateIssuer = false, // after the signature, against the client id
                ValidAudiences = [branch.Value.Issuer, branch.Value.UrlOf(OAuthPaths.Token)],
                ValidateLifetime = false, // after the signature, by our own clock
            };
        }
    }

    // SMART has "JWT", RFC 7523 nothing, and its successor a type of its own; all mean the last to OpenIddict.
    private static string TypeOf(string? type) => type is null or "" or JsonWebTokenTypes.GenericJsonWebToken or JsonWebTokenTypes.ClientAuthentication
        ? JsonWebTokenTypes.ClientAuthentication
        : throw new SecurityTokenInvalidTypeException("The type is not that of an assertion.");

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
