using MongoDB.Bson.Serialization.Attributes;

namespace PlanApi.Identity.OAuth.Data;

/// <summary>A launch that a portal began.</summary>
/// <param name="Id">Hash of the opaque value in the launch URL.</param>
/// <param name="Request">Hash of the one authorization request that took it, once one has: it may come back from sign-in and consent, another may not.</param>
/// <param name="Completed">A code was issued for it.</param>
internal sealed record StoredLaunch(
    [property: BsonId] string Id, bool Sandbox, string ClientId, string AccountId, string PatientId, DateTimeOffset ExpiresAt, string? Request = null, bool Completed = false);
