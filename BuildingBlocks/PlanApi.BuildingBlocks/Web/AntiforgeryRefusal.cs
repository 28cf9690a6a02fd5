using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.BuildingBlocks.Web.SendAgain;
using static PlanApi.BuildingBlocks.Texts;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>
/// Refuses a form post without a valid antiforgery token. It looks at the endpoint's metadata and the validation's outcome, never at the
/// content type, so no spelling of the type gets past it. A form of ours whose token is of an earlier sign-in can be sent again.
/// </summary>
public static class AntiforgeryRefusal
{
    public static IApplicationBuilder UseAntiforgeryRefusal(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        var required = http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true };
        var validated = http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true };
        return !required || validated || !HttpMethods.IsPost(http.Request.Method) ? next(http) : Refuse(http);
    });

    private static async Task Refuse(HttpContext http)
    {
        // The framework lets nobody read a form without a valid token; here it is read to be shown, and changes nothing.
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        var page = await SentForm.Of(http.Request) is { } form
            ? Html.Page<SendAgainPage, SentForm>(form, StatusCodes.Status400BadRequest)
            : Html.Page<MessagePage, MessageView>(
                new(Say("This form has expired"), [Say("For your safety a form works only from the page it was opened on. Go back, reload the page, and send it again. Nothing was changed.")]),
                StatusCodes.Status400BadRequest);
        await page.ExecuteAsync(http);
    }
}
