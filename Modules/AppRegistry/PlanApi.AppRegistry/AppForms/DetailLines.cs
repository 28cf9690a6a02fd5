using PlanApi.AppRegistry.Contracts;

namespace PlanApi.AppRegistry.AppForms;

/// <summary>An application's details as lines to read, in the order of the form.</summary>
internal static class DetailLines
{
    public static IReadOnlyList<(string Label, string Value)> Of(AppDetails details) =>
    [
        ("Application Name", details.Name),
        ("Client OAuth Type", details.OAuthType == ClientOAuthType.AuthorizationCodeSecret ? "Authorization Code + Secret" : "Authorization Code + PKCE"),
        ("Redirect URL", string.Join('\n', details.RedirectUrls)),
        ("Launch URL", details.LaunchUrl),
        ("Logo URL", details.LogoUrl),
        ("Organization/Company Name", details.OrganizationName),
        ("Organization/Company Website URL", details.OrganizationWebsite),
        ("Privacy Policy URL", details.PrivacyPolicyUrl),
        ("Security Policy URL", details.SecurityPolicyUrl),
        ("Terms of Service URL", details.TermsOfServiceUrl),
        ("Description", details.Description),
        ("Scopes", details.Scopes.Replace(' ', '\n')),
        ("Application type", $"{details.ApplicationType}"),
    ];
}
