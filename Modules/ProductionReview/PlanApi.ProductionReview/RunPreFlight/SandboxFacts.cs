using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.RunPreFlight;

/// <summary>What the sandbox saw of an app: its newest calls, newest first.</summary>
/// <param name="RevokedAt">When its vendor last revoked permissions that it had; null when never.</param>
internal sealed record SandboxFacts(IReadOnlyList<OAuthCall> OAuth, IReadOnlyList<SandboxAccess> Fhir, DateTimeOffset? RevokedAt, DateTimeOffset Now)
{
    /// <summary>Authorizations that ended with a code.</summary>
    public IReadOnlyList<OAuthCall> Authorized { get; } = [.. OAuth.Where(static c => c is { Step: OAuthStep.Authorize, Error: null, RedirectUrl: not null })];

    public IReadOnlyList<OAuthCall> Refreshed { get; } = [.. OAuth.Where(static c => c is { Step: OAuthStep.Refresh, Error: null })];

    public IReadOnlyList<SandboxAccess> Answered { get; } = [.. Fhir.Where(static a => a.Status < 400)];

    public SandboxUse Use => new(
        Authorized.Count(static c => c.Launched),
        Authorized.Count(static c => !c.Launched),
        OAuth.Count(static c => c is { Step: OAuthStep.Redeem, Error: null }),
        Refreshed.Count,
        Fhir.Count,
        Fhir.Count - Answered.Count,
        Answered.Select(static a => a.PatientId).Distinct().Count(),
        [.. Answered.Select(static a => a.ResourceType).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        Times.Any() ? Times.Min() : null,
        Times.Any() ? Times.Max() : null);

    private IEnumerable<DateTimeOffset> Times => [.. OAuth.Select(static c => c.At), .. Fhir.Select(static a => a.At)];
}
