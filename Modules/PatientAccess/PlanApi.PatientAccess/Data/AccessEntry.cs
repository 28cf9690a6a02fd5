namespace PlanApi.PatientAccess.Data;

/// <summary>
/// What an app did under one grant within a moment, without health data: the calls to a FHIR base with a valid token that were written together. In the
/// sandbox, also those with a token that is valid no more.
/// Ids sort by time.
/// </summary>
/// <param name="At">The time of the first call.</param>
/// <param name="Calls">In the order they were answered; at least one.</param>
internal sealed record AccessEntry(
    string Id,
    DateTimeOffset At,
    bool Sandbox,
    string ClientId,
    string AccountId,
    string? OrganizationId,
    string PatientId,
    string GrantId,
    IReadOnlyList<AccessCall> Calls);

/// <summary>One call.</summary>
/// <param name="Count">How many resources left the store with the answer.</param>
/// <param name="Milliseconds">In the sandbox, how long the answer took; null where it was refused at once.</param>
internal sealed record AccessCall(DateTimeOffset At, string? ResourceType, string Interaction, int Status, int Count, int? Milliseconds = null);

/// <summary>When an app last read for an account in production.</summary>
internal sealed record LastUse(string Id, string AccountId, string ClientId, DateTimeOffset At)
{
    public static string IdOf(string accountId, string clientId) => $"{accountId}|{clientId}";
}
