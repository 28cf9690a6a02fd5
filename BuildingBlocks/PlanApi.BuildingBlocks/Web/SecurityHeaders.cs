using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>The headers that every reply carries, unless an endpoint set a stricter or fitting one of its own.</summary>
public static class SecurityHeaders
{
    /// <summary>Pages load nothing but our stylesheet and images, run no script, post only to us and are framed by nobody.</summary>
    public const string PagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For the few pages that ask the browser for a passkey, which it gives to a script alone: one of our own files.</summary>
    public const string ScriptPagePolicy = PagePolicy + "; script-src 'self'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        http.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                if (headers.ContentSecurityPolicy.Count == 0)
                {
                    headers.ContentSecurityPolicy = PagePolicy;
                }

                if (headers.CacheControl.Count == 0)
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            },
            http.Response);
        return next(http);
    });
}
