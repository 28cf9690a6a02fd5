namespace PlanApi.ProductionReview.Contracts;

/// <summary>The approved snapshot of an app: the copy that counts in production and that members see.</summary>
/// <param name="Confidential">Authenticates, with its secret or its private key; otherwise a public client with PKCE.</param>
/// <param name="Native">May use loopback redirects on any port and private-use schemes (RFC 8252).</param>
/// <param name="Scopes">Space-separated; every authorization is intersected with them.</param>
/// <param name="Suspended">No new authorization and no token works until it is reinstated.</param>
public sealed record ApprovedApp(
    string AppId,
    string ClientId,
    string OrganizationId,
    string Name,
    bool Confidential,
    bool Native,
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
    bool Suspended,
    DateTimeOffset ApprovedAt)
{
    /// <summary>Where the pictures of the approved logo are; null when it has none.</summary>
    public string? LogoFolder { get; init; }

    /// <summary>Authenticates with a private key and never with a secret: its public keys are found at <see cref="JwksUrl"/> or in <see cref="Jwks"/>.</summary>
    public bool HasPrivateKey { get; init; }

    public string JwksUrl { get; init; } = "";

    public string Jwks { get; init; } = "";
}

public interface IApprovedApps
{
    /// <summary>Null when no app with this client id is or was approved. A suspended one is returned, marked.</summary>
    Task<ApprovedApp?> FindByClientId(string clientId, CancellationToken ct);
}
