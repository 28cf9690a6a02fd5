using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Token;

/// <summary>
/// A refresh that names no client is the refresh token's client's: RFC 6749, 6, and SMART App Launch 2.2 ask public clients for no <c>client_id</c> there, and SMART
/// libraries send none. A confidential client still has to prove who it is.
/// </summary>
internal sealed class ClientOfRefreshToken(IOpenIddictTokenManager tokens) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
        .UseScopedHandler<ClientOfRefreshToken>()
        .SetOrder(OpenIddictServerHandlers.ValidateClientId.Descriptor.Order - 1)
        .Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.EndpointType is OpenIddictServerEndpointType.Token && string.IsNullOrEmpty(context.ClientId) && context.Request.IsRefreshTokenGrantType() &&
            context.Request.RefreshToken is { Length: > 0 } reference && await tokens.FindByReferenceIdAsync(reference, context.CancellationToken) is { } token)
        {
            context.Request.ClientId = await tokens.GetApplicationIdAsync(token, context.CancellationToken);
        }
    }
}
