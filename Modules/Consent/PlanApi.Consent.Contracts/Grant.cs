namespace PlanApi.Consent.Contracts;

/// <summary>A person's permission for one app to read one patient's record. Keyed by environment, account, patient and app: a newer consent replaces it.</summary>
/// <param name="Scopes">What was allowed, as granted; never more than the app declared and asked for.</param>
/// <param name="ExpiresAt">When it ends by itself; null means "until revoked". No token outlives it.</param>
/// <param name="Offline">Whether a refresh token may be issued that works when the person is away.</param>
/// <param name="Once">Good for the one access token it was given for: no refresh, and the next time the person is asked again.</param>
public sealed record Grant(
    string GrantId, bool Sandbox, string ClientId, string AccountId, string PatientId, string? OrganizationId, IReadOnlyList<string> Scopes,
    bool Offline, DateTimeOffset GrantedAt, DateTimeOffset? ExpiresAt, bool Once = false);

public interface IGrants
{
    /// <summary>The grant while it stands; null when revoked, replaced or expired.</summary>
    Task<Grant?> FindLive(string grantId, CancellationToken ct);

    Task<Grant?> FindLive(bool sandbox, string accountId, string patientId, string clientId, CancellationToken ct);

    /// <summary>Revokes every live grant on a patient: its record was reset, or a link to it ended.</summary>
    /// <param name="accountId">Only this account's grants; null for everyone's.</param>
    Task RevokeForPatient(bool sandbox, string patientId, string? accountId, CancellationToken ct);

    /// <summary>Revokes every live grant of an app in the sandbox. Those of production are never touched.</summary>
    /// <returns>How many.</returns>
    Task<int> RevokeSandboxGrants(string clientId, CancellationToken ct);
}
