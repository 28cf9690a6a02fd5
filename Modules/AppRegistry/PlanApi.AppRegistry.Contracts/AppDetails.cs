namespace PlanApi.AppRegistry.Contracts;

/// <summary>How the app proves itself at the token endpoint (SMART App Launch 2.2, 5.1).</summary>
public enum ClientOAuthType
{
    /// <summary>Authorization Code + Secret: a confidential client.</summary>
    AuthorizationCodeSecret,

    /// <summary>Authorization Code + PKCE: a public client; a secret is refused.</summary>
    AuthorizationCodePkce,
}

/// <summary>Where the app runs; native apps may use loopback redirects on any port and private-use schemes (RFC 8252).</summary>
public enum ApplicationType
{
    Web,
    Browser,
    Native,
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
    /// <summary>By value, lists included: what "unpublished changes" and a reviewer's comparison stand on.</summary>
    public bool Equals(AppDetails? other) => other is not null
        && RedirectUrls.SequenceEqual(other.RedirectUrls)
        && (Name, OAuthType, LaunchUrl, LogoUrl, OrganizationName, OrganizationWebsite) == (other.Name, other.OAuthType, other.LaunchUrl, other.LogoUrl, other.OrganizationName, other.OrganizationWebsite)
        && (PrivacyPolicyUrl, SecurityPolicyUrl, TermsOfServiceUrl, Description, Scopes, ApplicationType) == (other.PrivacyPolicyUrl, other.SecurityPolicyUrl, other.TermsOfServiceUrl, other.Description, other.Scopes, other.ApplicationType);

    public override int GetHashCode() => HashCode.Combine(Name, OAuthType, LaunchUrl, Description, Scopes);
}
