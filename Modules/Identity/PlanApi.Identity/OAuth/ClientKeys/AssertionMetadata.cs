using System.Collections.Immutable;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.ClientKeys;

/// <summary>Tells in discovery which algorithms assertions may be signed with, at each endpoint that takes them, and where no client comes without proof (RFC 8414, 2).</summary>
internal sealed class AssertionMetadata : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    private static readonly string[] Names =
    [
        "token_endpoint_auth_signing_alg_values_supported", "introspection_endpoint_auth_signing_alg_values_supported",
        "revocation_endpoint_auth_signing_alg_values_supported",
    ];

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<HandleConfigurationRequestContext>()
        .UseSingletonHandler<AssertionMetadata>()
        .SetOrder(OpenIddictServerHandlers.Discovery.AttachClientAuthenticationMethods.Descriptor.Order + 1)
        .Build();

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        foreach (var name in Names)
        {
            context.Metadata[name] = new OpenIddictParameter(CheckAssertion.Algorithms.ToImmutableArray<string?>());
        }

        // A client id alone introspects nothing; see ConfidentialOnly.
        context.IntrospectionEndpointAuthenticationMethods.Remove(ClientAuthenticationMethods.None);

        return default;
    }
}
