namespace PlanApi.AppRegistry.Contracts;

/// <summary>One of an app's details as people read it.</summary>
/// <param name="Value">Empty when not given; several values stand on lines of their own.</param>
/// <param name="OfSome">A detail that only some kinds of app have: nothing is said of it where it is empty.</param>
public sealed record AppDetailLine(string Label, string Value, bool OfSome = false)
{
    public const string Scopes = "Scopes";

    public bool Shown => Value.Length > 0 || !OfSome;

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
        new("Category", AppWords.NameOf(details.Category)),
        new("Platforms", string.Join('\n', details.Platforms.Select(AppWords.NameOf))),
        new(Scopes, details.Scopes.Replace(' ', '\n')),
        new("Application type", $"{details.ApplicationType}"),
        new("JWK Set URL", details.JwksUrl, OfSome: true),
        new("JWK Set", details.Jwks, OfSome: true),
    ];

    public static string NameOf(ClientOAuthType type) => type switch
    {
        ClientOAuthType.AuthorizationCodeSecret => "Authorization Code + Secret",
        ClientOAuthType.AuthorizationCodePkce => "Authorization Code + PKCE",
        ClientOAuthType.AuthorizationCodePrivateKey => "Authorization Code + Private Key",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A way to prove oneself that has no name."),
    };
}
