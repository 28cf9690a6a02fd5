using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PlanApi.Identity.OAuth.Branches;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// Browser apps live on origins of their own: every endpoint that they call by script answers any origin, and takes no cookies. It comes
/// before the rest of the pipeline, so that errors carry the headers too. The authorization endpoint is navigated to, and is not among them.
/// </summary>
internal sealed class OAuthCors : IStartupFilter
{
    private static readonly HashSet<string> Paths = new(
        new[]
        {
            OAuthPaths.Token, OAuthPaths.Introspect, OAuthPaths.Revoke, OAuthPaths.UserInfo, OAuthPaths.Keys, OAuthPaths.OpenIdConfiguration,
            OAuthPaths.SmartConfiguration, OAuthPaths.Style,
        }.SelectMany(OAuthPaths.Both),
        StringComparer.OrdinalIgnoreCase);

    private static readonly CorsPolicy AnyOrigin = new CorsPolicyBuilder()
        .AllowAnyOrigin()
        .WithMethods(HttpMethods.Get, HttpMethods.Post)
        .AllowAnyHeader()
        .WithExposedHeaders("Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromHours(1))
        .Build();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWhen(
            static http => Paths.Contains(http.Request.Path.Value ?? ""),
            static branch => branch.UseMiddleware<CorsMiddleware>(AnyOrigin));
        next(app);
    };
}
