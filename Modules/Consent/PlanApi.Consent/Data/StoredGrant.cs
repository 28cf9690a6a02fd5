using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Consent.Contracts;

namespace PlanApi.Consent.Data;

internal enum GrantState
{
    Live,

    /// <summary>Revoked, or replaced by a narrower one. Kept, so that what was once allowed stays known.</summary>
    Ended,
}

/// <summary>A grant as it is stored. It is never deleted.</summary>
/// <param name="Key">Environment, account, patient and app in one value: at most one live grant has it.</param>
internal sealed record StoredGrant(
    string Id,
    string Key,
    GrantState State,
    bool Sandbox,
    string ClientId,
    string AccountId,
    string PatientId,
    string? OrganizationId,
    IReadOnlyList<string> Scopes,
    bool Offline,
    DateTimeOffset GrantedAt,
    DateTimeOffset? ExpiresAt) : Aggregate
{
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>For one access token: the person is asked again the next time.</summary>
    public bool Once { get; init; }

    public static string KeyOf(bool sandbox, string accountId, string patientId, string clientId) =>
        $"{(sandbox ? "sandbox" : "production")}|{accountId}|{patientId}|{clientId}";

    public bool StandsAt(DateTimeOffset now) => State == GrantState.Live && (ExpiresAt is null || ExpiresAt > now);

    public Grant ToContract() => new(Id, Sandbox, ClientId, AccountId, PatientId, OrganizationId, Scopes, Offline, GrantedAt, ExpiresAt, Once);
}
