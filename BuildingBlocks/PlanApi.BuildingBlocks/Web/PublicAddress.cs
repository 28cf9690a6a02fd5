using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>
/// Every request counts as made to the public address. A proxy that ends TLS talks plain http to us, and whoever talks to us directly may claim
/// any Host; neither decides what our cookies, redirects and issuers are made for.
/// </summary>
public static class PublicAddress
{
    public static IApplicationBuilder UsePublicAddress(this IApplicationBuilder app, PlanApiSettings settings)
    {
        var address = new Uri(settings.PublicUrl);
        var host = address.IsDefaultPort ? new HostString(address.Host) : new HostString(address.Host, address.Port);
        return app.Use((http, next) =>
        {
            http.Request.Scheme = address.Scheme;
            http.Request.Host = host;
            return next(http);
        });
    }
}
