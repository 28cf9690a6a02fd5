using OpenIddict.Server;
using PlanApi.Identity.OAuth.Server;
using PlanApi.Identity.OAuth.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Introspect;

/// <summary>Introspection is for clients that prove themselves (RFC 7662, 2.1): a client id alone, which anyone can say, would let tokens be tried.</summary>
internal sealed class ConfidentialOnly(OAuthApps apps) : IOpenIddictServerHandler<ValidateIntrospectionRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateIntrospectionRequestContext>()
        .UseScopedHandler<ConfidentialOnly>()
        .SetOrder(int.MinValue + 2)
        .Build();

    public async ValueTask HandleAsync(ValidateIntrospectionRequestContext context)
    {
        if (context.Request.ClientId is { Length: > 0 } client && await apps.Find(client, context.CancellationToken) is { Confidential: false })
        {
            context.Reject(Errors.InvalidClient, SameWordsForUnknownClients.Refusal);
        }
    }
}
