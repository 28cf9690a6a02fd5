using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PlanApi.Identity.OAuth.Branches;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// What reaches the authorization servers at all. Secrets and tokens come by POST only: OpenIddict would take some from an address, where logs keep them
/// and no rate limit counts them. Forms are read within limits that no honest request meets: OpenIddict would read what the host allows, and break on more.
/// </summary>
internal sealed class BoundedRequests : IStartupFilter
{
    private static readonly FormOptions Limits = new() { KeyLengthLimit = 256, ValueLengthLimit = 64 * 1024, ValueCountLimit = 64 };

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWhen(static http => OAuthPaths.IsEndpoint(http.Request.Path), static branch => branch.Use(static async (http, go) =>
        {
            if (OAuthPaths.TakesPostOnly(http.Request.Path) && !HttpMethods.IsPost(http.Request.Method))
            {
                http.Response.Headers.Allow = HttpMethods.Post;
                await Refuse(http, StatusCodes.Status405MethodNotAllowed, "Send this request by POST.");
            }
            else if (http.Request.Query.ContainsKey(Parameters.AccessToken) || http.Request.Query.ContainsKey(Parameters.ClientSecret))
            {
                await Refuse(http, StatusCodes.Status400BadRequest, "Tokens and secrets do not belong into an address.");
            }
            else if (!await CanReadForm(http))
            {
                await Refuse(http, StatusCodes.Status400BadRequest, "The request is too large or malformed.");
            }
            else
            {
                await go(http);
            }
        }));
        next(app);
    };

    private static Task Refuse(HttpContext http, int status, string description)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { error = Errors.InvalidRequest, error_description = description }, statusCode: status).ExecuteAsync(http);
    }

    private static async Task<bool> CanReadForm(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return true;
        }

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
