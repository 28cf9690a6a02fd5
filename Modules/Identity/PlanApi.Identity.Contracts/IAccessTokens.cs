namespace PlanApi.Identity.Contracts;

/// <summary>What a valid access token says.</summary>
/// <param name="PatientId">The one patient whose record it opens.</param>
/// <param name="OrganizationId">The vendor organization of a sandbox patient; null in production.</param>
/// <param name="Scopes">The granted scopes, as in the token.</param>
/// <param name="GrantId">The consent grant it stands on.</param>
public sealed record AccessToken(
    string TokenId, string ClientId, string AccountId, string PatientId, string? OrganizationId, IReadOnlyList<string> Scopes, string GrantId, DateTimeOffset ExpiresAt);

/// <summary>Checks access tokens for the FHIR servers, as an introspection call would.</summary>
public interface IAccessTokens
{
    /// <summary>
    /// The token's content, or null when it is malformed, expired, revoked, for the other FHIR base, or when its grant, app or account no
    /// longer stands. Costs no store round trip while the revocation feed is fresh.
    /// </summary>
    /// <param name="token">As it stands in the request: it is long, comes with every one, and is not copied.</param>
    /// <param name="sandbox">The FHIR base that was called: a token of the other one answers null.</param>
    ValueTask<AccessToken?> Validate(ReadOnlyMemory<char> token, bool sandbox, CancellationToken ct);

    /// <summary>The content of a token that was issued for this FHIR base, also when it has expired or was revoked: it says whose call it is that is refused, and opens nothing.</summary>
    ValueTask<AccessToken?> Recognize(ReadOnlyMemory<char> token, bool sandbox, CancellationToken ct);
}
