namespace PlanApi.PatientAccess.Data;

/// <summary>One call to a FHIR base with a valid token, without health data. Ids sort by time.</summary>
/// <param name="Count">How many resources left the store with the answer.</param>
internal sealed record AccessEntry(
    string Id,
    DateTimeOffset At,
    bool Sandbox,
    string ClientId,
    string AccountId,
    string? OrganizationId,
    string PatientId,
    string GrantId,
    string? ResourceType,
    string Interaction,
    int Status,
    int Count);

/// <summary>When an app last read for an account in production.</summary>
internal sealed record LastUse(string Id, string AccountId, string ClientId, DateTimeOffset At)
{
    public static string IdOf(string accountId, string clientId) => $"{accountId}|{clientId}";
}
