namespace PlanApi.AppRegistry.Contracts;

/// <summary>How the app proves itself at the token endpoint (SMART App Launch 2.2, 5.1).</summary>
public enum ClientOAuthType
{
    /// <summary>Authorization Code + Secret: a confidential client.</summary>
    AuthorizationCodeSecret,

    /// <summary>Authorization Code + PKCE: a public client; a secret is refused.</summary>
    AuthorizationCodePkce,

    /// <summary>Authorization Code + Private Key: a confidential client that signs assertions (private_key_jwt); a secret is refused.</summary>
    AuthorizationCodePrivateKey,
}

/// <summary>Where the app runs; native apps may use loopback redirects on any port and private-use schemes (RFC 8252).</summary>
public enum ApplicationType
{
    Web,
    Browser,
    Native,
}

/// <summary>What an app is for, as members look for it.</summary>
public enum AppCategory
{
    /// <summary>None of the others; also what is read of an app that was saved before there were categories.</summary>
    Other,
    HealthRecords,
    CoverageAndCosts,
    Medicines,
    Conditions,
    FindingCare,
    Wellness,
    CaringForOthers,
    Research,
}

/// <summary>What members need to use an app.</summary>
public enum AppPlatform
{
    Web,
    Ios,
    Android,
    Desktop,
}

/// <summary>What a vendor declares about an app. A production request carries a snapshot of it; empty strings mean "not given".</summary>
/// <param name="Scopes">Space-separated, from the supported list; every authorization is intersected with them.</param>
public sealed record AppDetails(
    string Name,
    ClientOAuthType OAuthType,
    IReadOnlyList<string> RedirectUrls,
    string LaunchUrl,
    string LogoUrl,
    string OrganizationName,
    string OrganizationWebsite,
    string PrivacyPolicyUrl,
    string SecurityPolicyUrl,
    string TermsOfServiceUrl,
    string Description,
    string Scopes,
    ApplicationType ApplicationType)
{
    /// <summary>Where the public keys of an app with a private key are fetched; empty when they are declared here, or it has none.</summary>
    public string JwksUrl { get; init; } = "";

    /// <summary>The public keys themselves, a JWK Set (RFC 7517); empty when they are fetched, or the app has none.</summary>
    public string Jwks { get; init; } = "";

    public AppCategory Category { get; init; }

    /// <summary>In the order of <see cref="AppPlatform"/>; empty when not given.</summary>
    public IReadOnlyList<AppPlatform> Platforms { get; init; } = [];

    /// <summary>By value, lists included: what "unpublished changes" and a reviewer's comparison stand on.</summary>
    public bool Equals(AppDetails? other) => other is not null
        && RedirectUrls.SequenceEqual(other.RedirectUrls)
        && Platforms.SequenceEqual(other.Platforms)
        && (Category, JwksUrl, Jwks) == (other.Category, other.JwksUrl, other.Jwks)
        && (Name, OAuthType, LaunchUrl, LogoUrl, OrganizationName, OrganizationWebsite) == (other.Name, other.OAuthType, other.LaunchUrl, other.LogoUrl, other.OrganizationName, other.OrganizationWebsite)
        && (PrivacyPolicyUrl, SecurityPolicyUrl, TermsOfServiceUrl, Description, Scopes, ApplicationType) == (other.PrivacyPolicyUrl, other.SecurityPolicyUrl, other.TermsOfServiceUrl, other.Description, other.Scopes, other.ApplicationType);

    public override int GetHashCode() => HashCode.Combine(Name, OAuthType, LaunchUrl, Description, Scopes);
}
