using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.Identity.OAuth.AccessTokens;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Token;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Introspect;

/// <summary>What introspection tells beside the registered claims (SMART App Launch 2.2, token introspection): only to the app that holds the token.</summary>
internal sealed class IntrospectClaims(CurrentBranch branch) : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
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

        if (principal.HasTokenType(OpenIddictConstants.TokenTypeIdentifiers.AccessToken))
        {
            foreach (var (name, value) in LaunchContext.Of(branch.Value))
            {
                context.Claims[name] = value is bool yes ? new OpenIddictParameter(yes) : new OpenIddictParameter((string?)value);
            }
        }

        return default;
    }
}
