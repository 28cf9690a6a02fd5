using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PlanApi.Identity.OAuth.Branches;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// Reads the forms that the authorization servers take within limits that no honest request meets, and refuses the rest as an OAuth error: OpenIddict
/// would read what the host allows, and break on more.
/// </summary>
internal sealed class BoundedRequests : IStartupFilter
{
    private static readonly FormOptions Limits = new() { KeyLengthLimit = 256, ValueLengthLimit = 64 * 1024, ValueCountLimit = 64 };

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWhen(
            static http => http.Request.HasFormContentType && OAuthPaths.IsEndpoint(http.Request.Path),
            static branch => branch.Use(static async (http, go) =>
            {
                if (await CanRead(http))
                {
                    await go(http);
                    return;
                }

                http.Response.Headers.CacheControl = "no-store";
                var refusal = new { error = Errors.InvalidRequest, error_description = "The request is too large or malformed." };
                await Results.Json(refusal, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http);
            }));
        next(app);
    };

    private static async Task<bool> CanRead(HttpContext http)
    {
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, Limits));
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return false;
        }
    }
}
