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

/// <summary>Which accesses in production under a member's own grants are meant.</summary>
/// <param name="ClientId">Those of one app; null for all.</param>
/// <param name="PatientId">Those to one person's record; null for all.</param>
/// <param name="From">Not before this moment.</param>
/// <param name="Until">Before this moment.</param>
public sealed record AccessFilter(string AccountId, string? ClientId = null, string? PatientId = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>Some accesses, newest first.</summary>
/// <param name="Next">Where older ones begin; null when there are none.</param>
public sealed record AccessPage(IReadOnlyList<AppAccess> Accesses, string? Next);

/// <summary>The record of every access, for the people it concerns.</summary>
public interface IAccessLog
{
    /// <summary>A page of a member's accesses.</summary>
    /// <param name="after"><see cref="AccessPage.Next"/> of the page before; null for the newest.</param>
    /// <param name="limit">How many moments the page may tell of: what an app does under one grant within about a tenth of a second is one, however many calls it makes.</param>
    Task<AccessPage> OfAccount(AccessFilter filter, string? after, int limit, CancellationToken ct);

    /// <summary>An app's newest calls in the sandbox, newest first: those with a valid token, and those with one that has expired or was revoked.</summary>
    Task<IReadOnlyList<SandboxAccess>> OfSandboxApp(string clientId, int limit, CancellationToken ct);

    /// <summary>When each app, by client id, last read under the account; apps that never did are absent.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsed(string accountId, CancellationToken ct);
}
