using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.Identity.OAuth.Branches;

namespace PlanApi.Identity.OAuth.SmartStyle;

/// <summary>
/// The portal's colours and sizes for apps that want to look at home in it (SMART App Launch 2.2, styling). An app may keep them as long as the
/// address stays the same, so a change of the style takes a new address.
/// </summary>
internal sealed class SmartStyle : EndpointWithoutRequest
{
    private const string Fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    private static readonly Dictionary<string, string> Style = new()
    {
        ["color_background"] = "#f6f8f8",
        ["color_error"] = "#a31621",
        ["color_highlight"] = "#0b5f6b",
        ["color_modal_backdrop"] = "#17252b",
        ["color_success"] = "#1d6b3a",
        ["color_text"] = "#17252b",
        ["dim_border_radius"] = "10px",
        ["dim_font_size"] = "16px",
        ["dim_spacing_size"] = "16px",
        ["font_family_body"] = Fonts,
        ["font_family_heading"] = Fonts,
    };

    public override void Configure()
    {
        Get(OAuthPaths.Both(OAuthPaths.Style));
        AllowAnonymous();
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "public, max-age=86400";
        return Send.ResultAsync(Results.Json(Style));
    }
}
