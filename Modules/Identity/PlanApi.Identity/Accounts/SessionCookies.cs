using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.KeepForm;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.Accounts;

/// <summary>Registers every realm's cookies, and the policies that accept the signed-in one of their realm only.</summary>
internal static class SessionCookies
{
    /// <summary>A sign-in lasts a working day and is never prolonged: refresh tokens for <c>online_access</c> end with it.</summary>
    public static readonly TimeSpan SignedInFor = TimeSpan.FromHours(12);

    public static IServiceCollection AddSessionCookies(this IServiceCollection services)
    {
        var authentication = services.AddAuthentication();
        foreach (var scheme in Enum.GetValues<Realm>().SelectMany(r => RealmSchemes.Of(r).All))
        {
            authentication.AddCookie(scheme);
        }

        // One endpoint serves the like pages of three realms; only the cookie of the realm whose page it is counts there.
        authentication.AddPolicyScheme(PortalPolicies.SecondFactorPending, null, static o => o.ForwardDefaultSelector = static http => RealmSchemes.Of(PortalPaths.RealmAt(http.Request.Path)).SecondFactorPending);
        authentication.AddPolicyScheme(PortalPolicies.SignedIn, null, static o => o.ForwardDefaultSelector = static http => RealmSchemes.Of(PortalPaths.RealmAt(http.Request.Path)).SignedIn);
        services.AddAuthorizationBuilder()
            .AddPolicy(PortalPolicies.SecondFactorPending, static p => p.AddAuthenticationSchemes(PortalPolicies.SecondFactorPending).RequireClaim(AccountClaims.Realm))
            .AddPolicy(PortalPolicies.SignedIn, static p => p.AddAuthenticationSchemes(PortalPolicies.SignedIn).RequireClaim(AccountClaims.Realm))
            .AddPolicy(SignInPolicies.Vendor, p => p.AddAuthenticationSchemes(RealmSchemes.Of(Realm.Vendor).SignedIn).RequireClaim(AccountClaims.Realm, nameof(Realm.Vendor)))
            .AddPolicy(SignInPolicies.Member, p => p.AddAuthenticationSchemes(RealmSchemes.Of(Realm.Member).SignedIn).RequireClaim(AccountClaims.Realm, nameof(Realm.Member)))
            .AddPolicy(SignInPolicies.Staff, p => p.AddAuthenticationSchemes(RealmSchemes.Of(Realm.Staff).SignedIn).RequireClaim(AccountClaims.Realm, nameof(Realm.Staff)))
            .AddPolicy(PortalPolicies.Administrator, p => p.AddAuthenticationSchemes(RealmSchemes.Of(Realm.Staff).SignedIn).RequireClaim(AccountClaims.Realm, nameof(Realm.Staff)).AddRequirements(new AdministratorRequired()))
            .AddPolicy(SignInPolicies.SandboxAuthorize, p => p
                .AddAuthenticationSchemes(RealmSchemes.Of(Realm.TestPatient).SignedIn, RealmSchemes.Of(Realm.Vendor).SignedIn)
                .RequireClaim(AccountClaims.Realm, nameof(Realm.Vendor), nameof(Realm.TestPatient)));
        return services
            .AddModuleDb<Administrators>()
            .AddSingleton<IAuthorizationHandler, CheckAdministrator>()
            .AddSingleton<SessionCheck>()
            .AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, ConfigureSessionCookies>();
    }
}

internal sealed class ConfigureSessionCookies(PlanApiSettings settings) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    private static readonly TimeSpan PendingFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(30);

    public void Configure(CookieAuthenticationOptions options)
    {
    }

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        foreach (var realm in Enum.GetValues<Realm>())
        {
            if (RealmSchemes.Of(realm).All.Contains(name))
            {
                Configure(realm, name!, options);
            }
        }
    }

    private void Configure(Realm realm, string scheme, CookieAuthenticationOptions options)
    {
        var schemes = RealmSchemes.Of(realm);
        var https = settings.PublicUrl.StartsWith("https://", StringComparison.Ordinal);
        var narrow = realm == Realm.TestPatient;
        options.Cookie.Name = (https, narrow) switch
        {
            (false, _) => $"planapi.{scheme}",
            (true, false) => $"__Host-planapi.{scheme}",
            (true, true) => $"__Secure-planapi.{scheme}",
        };
        options.Cookie.Path = narrow ? SignInPaths.SandboxOAuth : "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.SlidingExpiration = false;
        options.ExpireTimeSpan = scheme == schemes.SignedIn ? SessionCookies.SignedInFor : scheme == schemes.RememberedDevice ? RememberedFor : PendingFor;
        options.LoginPath = SignInPaths.Of(realm);
        options.ReturnUrlParameter = SignInPaths.ReturnUrl;
        // Who comes from the plan's provider is nobody's session yet.
        if (scheme != schemes.External)
        {
            options.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<SessionCheck>().Check(context, isSession: scheme == schemes.SignedIn);
        }

        options.Events.OnRedirectToLogin = async context =>
        {
            // The address stays relative: an absolute one would repeat whatever Host header came in.
            var request = context.Request;
            var kept = await request.HttpContext.RequestServices.GetRequiredService<KeptForms>().Keep(realm, context);
            var query = QueryString.Create(SignInPaths.ReturnUrl, kept ?? request.PathBase + request.Path + request.QueryString);
            context.Response.Redirect(context.Options.LoginPath + query);
        };
        options.Events.OnRedirectToAccessDenied = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
