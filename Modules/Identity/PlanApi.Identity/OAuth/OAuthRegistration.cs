using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.Authorize;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.ClientKeys;
using PlanApi.Identity.OAuth.Data;
using PlanApi.Identity.OAuth.Keys;
using PlanApi.Identity.OAuth.Revocations;
using PlanApi.Identity.OAuth.Server;
using PlanApi.Identity.OAuth.Stores;
using PlanApi.Identity.OAuth.Subjects;
using PlanApi.Identity.OAuth.Token;

namespace PlanApi.Identity.OAuth;

internal static class OAuthRegistration
{
    /// <summary>The authorization servers of sandbox and production: one OpenIddict server that answers as two issuers.</summary>
    public static IServiceCollection AddOAuthServer(this IServiceCollection services)
    {
        services.AddHttpContextAccessor().AddCors().AddModuleDb<OAuthDb>().AddBranches().AddStarting<KeyRing>().AddStarting<RevocationFeed>();
        services.AddSingleton<Revocations.Revocations>().AddSingleton<IRevocations>(static sp => sp.GetRequiredService<Revocations.Revocations>());
        services.AddSingleton<LaunchContexts.LaunchContexts>().AddSingleton<ILaunchContexts>(static sp => sp.GetRequiredService<LaunchContexts.LaunchContexts>());
        services.AddSingleton<SubjectIds>().AddSingleton<IAccessTokens, AccessTokens.AccessTokens>();
        services.AddSingleton<ISandboxCalls, SandboxCalls.SandboxCalls>();
        services.AddScoped<SignedInPeople>().AddScoped<PatientChoices>().AddScoped<CodePrincipal>().AddScoped<DecideAuthorization>().AddScoped<RedeemOnce>();
        services.AddSingleton<KeySetFetch>().AddSingleton<AppKeys>();
        services.AddOpenIddict().AddCore(static core => core.UseOurStores()).AddServer(static server => server.UseOurRules());
        services.Replace(ServiceDescriptor.Singleton<IAuthenticationSchemeProvider, OAuthSchemes>());
        services.Replace(ServiceDescriptor.Singleton<IOptionsMonitor<OpenIddictServerOptions>, BranchOptions>());
        return services;
    }

    private static IServiceCollection AddBranches(this IServiceCollection services) => services
        .AddSingleton<OAuthBranches>()
        .AddSingleton<CurrentBranch>()
        .AddScoped<OAuthApps>()
        .AddTransient<IStartupFilter, OAuthCors>()
        .AddTransient<IStartupFilter, BoundedRequests>();

    /// <summary>A background service that others ask, and that has loaded before the web server listens.</summary>
    private static IServiceCollection AddStarting<T>(this IServiceCollection services) where T : Microsoft.Extensions.Hosting.BackgroundService =>
        services.AddSingleton<T>().AddHostedService(static sp => sp.GetRequiredService<T>());

    private static void UseOurStores(this OpenIddictCoreBuilder core) => core
        .SetDefaultApplicationEntity<OAuthApp>()
        .SetDefaultAuthorizationEntity<OAuthAuthorization>()
        .SetDefaultTokenEntity<OAuthToken>()
        .ReplaceApplicationStore<OAuthApp, ApplicationStore>()
        .ReplaceAuthorizationStore<OAuthAuthorization, AuthorizationStore>()
        .ReplaceTokenStore<OAuthToken, TokenStore>()
        .ReplaceApplicationManager<OAuthApp, Applications>();
}
