using System.Net;
using PlanApi.AppRegistry.Contracts;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>The vendor's form of an application, as tests fill it in.</summary>
public static class AppForm
{
    /// <summary>Answers of a whole and right form; production asks for nothing more.</summary>
    public static (string Field, string Value)[] Valid(string name = "Pill Box") =>
    [
        ("name", name),
        ("oAuthType", nameof(ClientOAuthType.AuthorizationCodePkce)),
        ("redirectUrls", "https://pillbox.example/callback\r\nhttp://localhost:5173/"),
        ("launchUrl", "https://pillbox.example/launch"),
        ("logoUrl", "https://pillbox.example/logo.png"),
        ("organizationName", "Pill Box Ltd."),
        ("organizationWebsite", "https://pillbox.example"),
        ("privacyPolicyUrl", "https://pillbox.example/privacy"),
        ("securityPolicyUrl", "https://pillbox.example/security"),
        ("termsOfServiceUrl", "https://pillbox.example/terms"),
        ("description", "Keeps track of medicines.\r\n\r\nFor everyone."),
        ("category", nameof(AppCategory.Medicines)),
        ("platforms", nameof(AppPlatform.Web)),
        ("platforms", nameof(AppPlatform.Ios)),
        ("scopes", "openid"),
        ("scopes", "patient/Coverage.read"),
        ("applicationType", nameof(ApplicationType.Web)),
    ];

    /// <summary>The same form with other answers in some fields.</summary>
    public static (string Field, string Value)[] With(this (string Field, string Value)[] form, params (string Field, string Value)[] others) =>
        [.. form.Where(f => others.All(o => o.Field != f.Field)), .. others];

    /// <summary>Registers an app through the form and answers its id.</summary>
    public static async Task<string> Register(this Person vendor, params (string Field, string Value)[] form)
    {
        var response = await vendor.Browser.Submit(AppRegistryPaths.New, form.Length == 0 ? Valid() : form);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther, (await response.Document()).QuerySelector(".error-summary")?.TextContent);
        return response.Headers.Location!.OriginalString.Split('/', '?')[3];
    }

    /// <summary>Saves the app again, with these answers changed.</summary>
    public static async Task Edit(this Person vendor, string appId, params (string Field, string Value)[] answers) =>
        (await vendor.Browser.Submit(AppRegistryPaths.Edit(appId), answers)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
}
