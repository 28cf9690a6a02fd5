using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.AccessTokens;
using PlanApi.Identity.OAuth.Subjects;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.UserInfo;

/// <summary>What the userinfo endpoint tells beside the subject: the FHIR user, and the name when <c>profile</c> was granted.</summary>
internal sealed class UserInfoClaims(IAccounts accounts, SubjectIds subjects) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<HandleUserInfoRequestContext>()
        .UseScopedHandler<UserInfoClaims>()
        .SetOrder(OpenIddictServerHandlers.UserInfo.AttachClaims.Descriptor.Order + 1)
        .Build();

    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var principal = context.AccessTokenPrincipal;
        var scopes = ScopeSet.Of(principal.GetScopes());
        if (!scopes.Contains(BuildingBlocks.Smart.Scope.OpenId))
        {
            context.Reject(Errors.InsufficientAccess, "The token was granted without 'openid'.");
            return;
        }

        if (scopes.Contains(BuildingBlocks.Smart.Scope.FhirUser) && principal.GetClaim(AccessTokenClaims.FhirUser) is { } fhirUser)
        {
            context.Claims[AccessTokenClaims.FhirUser] = fhirUser;
        }

        if (scopes.Contains(BuildingBlocks.Smart.Scope.Profile)
            && subjects.AccountOf(principal.GetClaim(Claims.ClientId)!, principal.GetClaim(Claims.Subject)!) is { } accountId
            && await accounts.Find(accountId, context.CancellationToken) is { } account)
        {
            context.Claims[Claims.Name] = account.DisplayName;
        }
    }
}
