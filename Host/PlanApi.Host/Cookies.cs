using Microsoft.AspNetCore.Antiforgery;
using PlanApi.BuildingBlocks;

namespace PlanApi.Host;

internal static class Cookies
{
    /// <summary>The antiforgery cookie: never read by script, never sent from another site, only over https where we are public over https.</summary>
    public static Action<AntiforgeryOptions> Antiforgery(PlanApiSettings settings) => options =>
    {
        options.Cookie.Name = "planapi.antiforgery";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = settings.PublicUrl.StartsWith("https:", StringComparison.Ordinal) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.SuppressXFrameOptionsHeader = false;
    };
}
