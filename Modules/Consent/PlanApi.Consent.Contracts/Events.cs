namespace PlanApi.Consent.Contracts;

/// <summary>A person allowed an app to read a patient's record.</summary>
public sealed record GrantGiven(string GrantId, bool Sandbox, string ClientId, string AccountId, string PatientId, DateTimeOffset At);

/// <summary>A grant ended before its time: revoked by the person, replaced, or its ground fell away.</summary>
/// <param name="Replaced">By a narrower one of the same person to the same app, which stays connected.</param>
public sealed record GrantRevoked(string GrantId, bool Sandbox, string ClientId, string AccountId, string PatientId, DateTimeOffset At, bool Replaced = false);
