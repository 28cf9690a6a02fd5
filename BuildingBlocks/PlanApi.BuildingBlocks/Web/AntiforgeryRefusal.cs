using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web.Components;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>
/// Refuses a form post without a valid antiforgery token. It looks at the endpoint's metadata and the validation's outcome, never at the
/// content type, so no spelling of the type gets past it.
/// </summary>
public static class AntiforgeryRefusal
{
    public static IApplicationBuilder UseAntiforgeryRefusal(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        var required = http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true };
        var validated = http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true };
        return !required || validated || !HttpMethods.IsPost(http.Request.Method)
            ? next(http)
            : Html.Page<MessagePage, MessageView>(
                new(Texts.Say("This form has expired"), [Texts.Say("For your safety a form works only from the page it was opened on. Go back, reload the page, and send it again. Nothing was changed.")]),
                StatusCodes.Status400BadRequest).ExecuteAsync(http);
    });
}
