using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web.Components;
using static PlanApi.BuildingBlocks.Texts;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>What people see when an address leads nowhere or something broke: what happened, what to do, and a reference number; never a stack.</summary>
public static class ErrorPages
{
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app
        .UseExceptionHandler(static error => error.Run(static http => Write(http, StatusFor(http))))
        .UseStatusCodePages(static context => Write(context.HttpContext, context.HttpContext.Response.StatusCode));

    /// <summary>A store that does not answer is trouble that passes, and callers are told when to come again.</summary>
    private static int StatusFor(HttpContext http)
    {
        if (http.Features.Get<IExceptionHandlerFeature>()?.Error is not (MongoConnectionException or TimeoutException))
        {
            return StatusCodes.Status500InternalServerError;
        }

        http.Response.Headers.RetryAfter = "5";
        return StatusCodes.Status503ServiceUnavailable;
    }

    /// <summary>Writes the page that fits the status, unless the caller speaks JSON, who gets an empty body.</summary>
    private static Task Write(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return WantsHtml(http) ? Html.Page<MessagePage, MessageView>(ViewFor(status), status).ExecuteAsync(http) : Task.CompletedTask;
    }

    private static bool WantsHtml(HttpContext http) =>
        http.Request.Headers.Accept.Any(static a => a?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    private static MessageView ViewFor(int status) => status switch
    {
        StatusCodes.Status404NotFound => new(Say("Page not found"), [Say("There is no page at this address. If you typed it, check it; if you followed a link, it may be old.")], Home),
        StatusCodes.Status403Forbidden => new(Say("Not allowed"), [Say("Your account may not open this page.")], Home),
        StatusCodes.Status429TooManyRequests => new(Say("Too many attempts"), [Say("There were too many attempts from your address. Wait a minute and try again.")]),
        StatusCodes.Status413PayloadTooLarge => new(Say("Too large"), [Say("What you sent is larger than this page accepts.")], Home),
        StatusCodes.Status503ServiceUnavailable => new(Say("Not available at the moment"), [Say("Plan API cannot reach its data just now. Nothing that was saved is lost. Wait a few seconds and try again; to keep what you typed, go back in your browser first."), Reference]),
        >= 500 => new(Say("Something went wrong"), [Say("This is our fault, not yours, and nothing you entered was lost on purpose. Try again in a moment."), Reference], Home),
        _ => new(Say("This did not work"), [Say("The page could not make sense of what was sent.")], Home),
    };

    private static string Reference => Say("If it happens again, tell us this reference: {0}", Activity.Current?.TraceId.ToString() ?? Say("none"));

    private static AreaLink Home => new(Say("Go to the start page"), "/");
}
