using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.Identity.OAuth.Authorize;
using PlanApi.Identity.OAuth.ClientKeys;
using PlanApi.Identity.OAuth.Introspect;
using PlanApi.Identity.OAuth.SandboxCalls;
using PlanApi.Identity.OAuth.SmartConfiguration;
using PlanApi.Identity.OAuth.Token;
using PlanApi.Identity.OAuth.UserInfo;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>What both branches share: everything that OpenIddict would otherwise default is said here.</summary>
internal static class ServerRules
{
    public static void UseOurRules(this OpenIddictServerBuilder server)
    {
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow();
        server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(2)).SetIdentityTokenLifetime(TimeSpan.FromMinutes(15));
        server.DisableAccessTokenEncryption().DisableScopeValidation().DisableAudienceValidation().DisableResourceValidation();
        server.UseReferenceRefreshTokens().SetRefreshTokenReuseLeeway(TimeSpan.Zero);
        server.IgnoreEndpointPermissions().IgnoreGrantTypePermissions().IgnoreResponseTypePermissions().IgnoreScopePermissions();
        server.IgnoreAudiencePermissions().IgnoreResourcePermissions();
        server.Configure(static options =>
        {
            Only(options.CodeChallengeMethods, OpenIddictConstants.CodeChallengeMethods.Sha256);
            Only(options.ResponseModes, OpenIddictConstants.ResponseModes.Query);
            Only(
                options.ClientAuthenticationMethods,
                OpenIddictConstants.ClientAuthenticationMethods.ClientSecretBasic, OpenIddictConstants.ClientAuthenticationMethods.ClientSecretPost,
                OpenIddictConstants.ClientAuthenticationMethods.PrivateKeyJwt, OpenIddictConstants.ClientAuthenticationMethods.None);
            Only(options.PromptValues, OpenIddictConstants.PromptValues.None, OpenIddictConstants.PromptValues.Login, OpenIddictConstants.PromptValues.Consent);
            Only(options.SubjectTypes, OpenIddictConstants.SubjectTypes.Pairwise);
            Only(options.Scopes, [.. SupportedScopes.Names]);
            Only(options.Claims, "aud", "auth_time", "exp", "fhirUser", "iat", "iss", "name", "nonce", "sub");
        });

        // TLS may end at a proxy in front of us; the host decides whether plain http is served at all.
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableErrorPassthrough()
            .SuppressJsonResponseIndentation().DisableTransportSecurityRequirement();

        server.RemoveEventHandler(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor); // RedeemOnce
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateGrantedScopes.Descriptor); // Token narrows instead of refusing
        foreach (var handler in (IEnumerable<OpenIddictServerHandlerDescriptor>)
            [
                PublicAddress.Descriptor, .. ExactIssuer.Descriptors, AuthorizeRequestRules.Descriptor, RefusalToApp.Descriptor, ChooseRefreshToken.Descriptor,
                NarrowAccessToken.Descriptor, ShapeAccessToken.Descriptor, UserInfoClaims.Descriptor, IntrospectClaims.Descriptor, RefuseRevoked.Descriptor,
                ClientOfRefreshToken.Descriptor, .. RehearseTrouble.Descriptors, .. NoteSandboxCall.Descriptors,
                CheckAssertion.Descriptor, TakeAssertionOnce.Descriptor, AssertionMetadata.Descriptor, SameWorkForUnknownClients.Descriptor,
                .. SameWordsForUnknownClients.Descriptors, .. SaidOnce.Descriptors, ConfidentialOnly.Descriptor,
            ])
        {
            server.AddEventHandler(handler);
        }
    }

    private static void Only(HashSet<string> values, params IEnumerable<string> wanted)
    {
        values.Clear();
        values.UnionWith(wanted);
    }
}
