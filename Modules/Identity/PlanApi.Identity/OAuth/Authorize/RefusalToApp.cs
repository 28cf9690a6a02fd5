using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.Identity.OAuth.Stores;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>
/// OpenIddict shows every refused authorization request as a page. RFC 6749 (4.1.2.1) wants the app told, unless it or its redirect is what
/// is wrong; so a refusal goes to the redirect address if that is one of the app's own.
/// </summary>
internal sealed class RefusalToApp(OAuthApps apps, IOpenIddictApplicationManager applications) : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>()
        .UseScopedHandler<RefusalToApp>()
        .SetOrder(OpenIddictServerHandlers.Authentication.InferResponseMode.Descriptor.Order + 1)
        .Build();

    public async ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context is not { Response.Error: not null, RedirectUri: null, Request: { ClientId: { Length: > 0 } client, RedirectUri: { Length: > 0 } redirect } })
        {
            return;
        }

        if (await apps.Find(client, context.CancellationToken) is { } app && await applications.ValidateRedirectUriAsync(app, redirect, context.CancellationToken))
        {
            context.RedirectUri = redirect;
            context.ResponseMode = OpenIddictConstants.ResponseModes.Query;
        }
        else
        {
            // One sentence for both: which apps there are is not told to whoever tries ids.
            context.Response.ErrorDescription = "The app is not known here, or the redirect address is not one of its own.";
        }
    }
}
