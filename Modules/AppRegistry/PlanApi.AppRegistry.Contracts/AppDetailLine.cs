namespace PlanApi.AppRegistry.Contracts;

/// <summary>One of an app's details as people read it.</summary>
/// <param name="Value">Empty when not given; several values stand on lines of their own.</param>
public sealed record AppDetailLine(string Label, string Value)
{
    public const string Scopes = "Scopes";

    /// <summary>Every detail, in the order of the form.</summary>
    public static IReadOnlyList<AppDetailLine> Of(AppDetails details) =>
    [
        new("Application Name", details.Name),
        new("Client OAuth Type", NameOf(details.OAuthType)),
        new("Redirect URL", string.Join('\n', details.RedirectUrls)),
        new("Launch URL", details.LaunchUrl),
        new("Logo URL", details.LogoUrl),
        new("Organization/Company Name", details.OrganizationName),
        new("Organization/Company Website URL", details.OrganizationWebsite),
        new("Privacy Policy URL", details.PrivacyPolicyUrl),
        new("Security Policy URL", details.SecurityPolicyUrl),
        new("Terms of Service URL", details.TermsOfServiceUrl),
        new("Description", details.Description),
        new(Scopes, details.Scopes.Replace(' ', '\n')),
        new("Application type", $"{details.ApplicationType}"),
        new("JWK Set URL", details.JwksUrl),
        new("JWK Set", details.Jwks),
    ];

    public static string NameOf(ClientOAuthType type) => type switch
    {
        ClientOAuthType.AuthorizationCodeSecret => "Authorization Code + Secret",
        ClientOAuthType.AuthorizationCodePkce => "Authorization Code + PKCE",
        ClientOAuthType.AuthorizationCodePrivateKey => "Authorization Code + Private Key",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A way to prove oneself that has no name."),
    };
}
