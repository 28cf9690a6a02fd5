using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>
/// Shown when the app or its redirect address is not known for sure: sending the browser there would make us an open redirector
/// (RFC 6749, 4.1.2.1).
/// </summary>
internal static class AuthorizeErrorPage
{
    public static IResult For(OpenIddictResponse refusal) => Html.Page<MessagePage, MessageView>(
        new(
            Texts.Say("The app's request cannot be answered"),
            [
                Texts.Say("The app sent a request that we cannot trust, so we did not send you back to it. Nothing was shared."),
                Texts.Say("If you were connecting an app, tell its maker what follows."),
                $"{refusal.Error}: {refusal.ErrorDescription}",
            ],
            new AreaLink(Texts.Say("Go to the start page"), "/")),
        StatusCodes.Status400BadRequest);
}
