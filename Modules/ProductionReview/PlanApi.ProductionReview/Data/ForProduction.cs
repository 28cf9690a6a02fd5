using PlanApi.AppRegistry.Contracts;

namespace PlanApi.ProductionReview.Data;

/// <summary>What of an app's details counts in production, and what production asks for beyond the sandbox.</summary>
internal static class ForProduction
{
    /// <summary>The details without addresses on the developer's own machine; a native app keeps its loopback redirects (RFC 8252, 7.3).</summary>
    public static AppDetails Of(AppDetails sandbox) => sandbox with
    {
        RedirectUrls = sandbox.ApplicationType == ApplicationType.Native ? sandbox.RedirectUrls : [.. sandbox.RedirectUrls.Where(url => !Loopback.Is(url))],
        LaunchUrl = Loopback.Is(sandbox.LaunchUrl) ? "" : sandbox.LaunchUrl,
        JwksUrl = Loopback.Is(sandbox.JwksUrl) ? "" : sandbox.JwksUrl,
    };

    /// <summary>Addresses that the sandbox takes and production leaves out.</summary>
    public static IReadOnlyList<string> LeftOut(AppDetails sandbox)
    {
        var kept = Of(sandbox);
        return [.. sandbox.RedirectUrls.Append(sandbox.LaunchUrl).Append(sandbox.JwksUrl).Except([.. kept.RedirectUrls, kept.LaunchUrl, kept.JwksUrl])];
    }

    /// <summary>Facts without which a request is neither sent nor approved, each as a sentence.</summary>
    public static IReadOnlyList<string> Missing(AppDetails details) =>
    [
        .. When(details.Name.Length == 0, "An application name"),
        .. When(details.RedirectUrls.Count == 0, "A redirect URL that does not lead to the developer's own machine"),
        .. When(details is { OAuthType: ClientOAuthType.AuthorizationCodePrivateKey, JwksUrl: "", Jwks: "" }, "A JWK Set, or the URL of one that does not lead to the developer's own machine"),
        .. When(details.OrganizationName.Length == 0, "The organization's name"),
        .. When(details.Description.Length == 0, "A description"),
    ];

    /// <summary>What is recommended and absent.</summary>
    public static IReadOnlyList<string> Recommended(AppDetails details) =>
    [
        .. When(details.PrivacyPolicyUrl.Length == 0, "A privacy policy"),
        .. When(details.SecurityPolicyUrl.Length == 0, "A security policy"),
        .. When(details.TermsOfServiceUrl.Length == 0, "Terms of service"),
        .. When(details.Platforms.Count == 0, "Platforms: members who look by what they have do not find the application"),
        .. When(details.LaunchUrl.Length == 0, "A launch URL: without one, members cannot start the application from the gallery"),
    ];

    private static IEnumerable<string> When(bool absent, string what) => absent ? [what] : [];
}
