using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.Identity.OAuth.AccessTokens;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Introspect;

/// <summary>What introspection tells beside the registered claims (SMART App Launch 2.2, token introspection): only to the app that holds the token.</summary>
internal sealed class IntrospectClaims : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<HandleIntrospectionRequestContext>()
        .UseSingletonHandler<IntrospectClaims>()
        .SetOrder(OpenIddictServerHandlers.Introspection.AttachApplicationClaims.Descriptor.Order + 1)
        .Build();

    public ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        var principal = context.GenericTokenPrincipal;
        context.Scopes.UnionWith(principal.GetScopes());
        foreach (var claim in new[] { AccessTokenClaims.Patient, AccessTokenClaims.FhirUser })
        {
            if (principal.GetClaim(claim) is { } value)
            {
                context.Claims[claim] = value;
            }
        }

        return default;
    }
}
