using OpenIddict.Server;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>
/// SMART's demands on an authorization request, checked once the redirect is known to be the app's: its errors go back to the app.
/// Scopes that are unknown, not supported or not declared are dropped; only when none is left is that an error.
/// </summary>
internal sealed class AuthorizeRequestRules(CurrentBranch branch, OAuthApps apps) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    /// <summary>The FHIR base an app wants the token for (SMART App Launch 2.2, 2.0.10).</summary>
    public const string Audience = "aud";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateAuthorizationRequestContext>()
        .UseScopedHandler<AuthorizeRequestRules>()
        .SetOrder(OpenIddictServerHandlers.Authentication.ValidateAuthorizedParty.Descriptor.Order + 1)
        .Build();

    public async ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var audience = (string?)context.Request.GetParameter(Audience);
        if (string.IsNullOrEmpty(audience))
        {
            context.Reject(Errors.InvalidRequest, "The 'aud' parameter is missing: name the FHIR base that the token is for.");
        }
        else if (audience.TrimEnd('/') != branch.Value.FhirBase)
        {
            context.Reject(Errors.InvalidRequest, "The 'aud' parameter does not name the FHIR base of this authorization server.");
        }
        else if (await apps.Find(context.ClientId!, context.CancellationToken) is not { } app)
        {
            context.Reject(Errors.UnauthorizedClient, "The app may not ask for authorization.");
        }
        else if (ScopeSet.Parse(context.Request.Scope).Intersect(app.Scopes).Count == 0)
        {
            context.Reject(Errors.InvalidScope, "None of the scopes asked for is supported and declared by the app.");
        }
    }
}
