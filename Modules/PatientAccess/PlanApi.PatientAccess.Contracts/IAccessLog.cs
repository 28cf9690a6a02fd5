namespace PlanApi.PatientAccess.Contracts;

/// <summary>One call by an app to a FHIR server, told without health data.</summary>
/// <param name="ResourceType">What it asked for, such as "ExplanationOfBenefit"; null for a call that names none.</param>
/// <param name="Interaction">read, search-type and so on (FHIR R4 restful-interaction codes).</param>
/// <param name="Status">The HTTP status it was answered with.</param>
/// <param name="Count">How many resources it was given.</param>
public sealed record AppAccess(DateTimeOffset At, string ClientId, string AccountId, string PatientId, string? ResourceType, string Interaction, int Status, int Count);

/// <summary>One call by an app to the sandbox's FHIR server, for its vendor.</summary>
/// <inheritdoc cref="AppAccess"/>
/// <param name="Milliseconds">How long the answer took; null where it was refused at once.</param>
public sealed record SandboxAccess(DateTimeOffset At, string PatientId, string? ResourceType, string Interaction, int Status, int Count, int? Milliseconds);

/// <summary>The record of every access, for the people it concerns.</summary>
public interface IAccessLog
{
    /// <summary>The newest accesses in production under a member's own grants, newest first.</summary>
    Task<IReadOnlyList<AppAccess>> OfAccount(string accountId, string? clientId, int limit, CancellationToken ct);

    /// <summary>An app's newest calls in the sandbox, newest first: those with a valid token, and those with one that has expired or was revoked.</summary>
    Task<IReadOnlyList<SandboxAccess>> OfSandboxApp(string clientId, int limit, CancellationToken ct);

    /// <summary>When each app, by client id, last read under the account; apps that never did are absent.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsed(string accountId, CancellationToken ct);
}
