namespace PlanApi.Identity.Contracts;

/// <summary>An account is gone for good: nobody signs in to it, and its tokens are stopped.</summary>
/// <param name="Tells">Whether Identity tells the person by mail.</param>
/// <param name="OrganizationId">The vendor organization that the person belonged to; null in the other realms.</param>
public sealed record AccountEnded(string AccountId, Realm Realm, string? OrganizationId, bool Tells, DateTimeOffset At);
