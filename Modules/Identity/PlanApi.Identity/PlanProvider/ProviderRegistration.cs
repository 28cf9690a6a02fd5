using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PlanApi.BuildingBlocks;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.PlanProvider;

internal static class ProviderRegistration
{
    public const string Scheme = "member.provider";

    /// <summary>Signing in by the plan's own provider (OpenID Connect Core 1.0, code flow with PKCE). The scheme is there only where one is set.</summary>
    public static IServiceCollection AddPlanProvider(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProviderSettings>().BindConfiguration(ProviderSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(static sp => sp.GetRequiredService<IOptions<ProviderSettings>>().Value);
        services.AddSingleton<MemberOfProvider>();
        if (!string.IsNullOrWhiteSpace(configuration[$"{ProviderSettings.Section}:Authority"]))
        {
            services.AddAuthentication().AddOpenIdConnect(Scheme, static _ => { });
            services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, ConfigureProvider>();
        }

        return services;
    }
}

internal sealed class ConfigureProvider(ProviderSettings provider, PlanApiSettings settings) : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public void Configure(OpenIdConnectOptions options)
    {
    }

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != ProviderRegistration.Scheme)
        {
            return;
        }

        options.Authority = provider.Authority;
        options.RequireHttpsMetadata = !new Uri(provider.Authority).IsLoopback;
        options.ClientId = provider.ClientId;
        options.ClientSecret = string.IsNullOrWhiteSpace(provider.ClientSecret) ? null : provider.ClientSecret;
        options.SignInScheme = RealmSchemes.Of(Realm.Member).External;
        options.CallbackPath = ProviderPaths.Callback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The library's usual form post would come without our cookies, which other sites' posts never carry.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapUniqueJsonKey(provider.MemberNumberClaim, provider.MemberNumberClaim);
        options.ClaimActions.MapUniqueJsonKey("email", "email");
        options.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
        options.Scope.Add("email");
        options.DisableTelemetry = true;
        var secure = settings.PublicUrl.StartsWith("https:", StringComparison.Ordinal) ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = secure;
        options.Events.OnRemoteFailure = static context =>
        {
            // The person went back, or took too long, or the provider said no: all there is to do is to begin again.
            context.Response.Redirect(ProviderPaths.Failed);
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
