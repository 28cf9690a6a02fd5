using MongoDB.Bson.Serialization.Attributes;

namespace PlanApi.Identity.OAuth.Data;

/// <summary>
/// A code, refresh, access or identity token that was issued. OpenIddict sets the properties one by one and then saves. The payload of a
/// code or refresh token is encrypted, and its reference hashed: the store alone opens nothing.
/// </summary>
internal sealed class OAuthToken
{
    [BsonId]
    public required string Id { get; init; }

    public required bool Sandbox { get; init; }

    public string? ClientId { get; set; }

    /// <summary>Grant and family; see <see cref="OAuthAuthorization"/>.</summary>
    public string? AuthorizationId { get; set; }

    public string? GrantId { get; set; }

    public string? Subject { get; set; }

    public string? Type { get; set; }

    public string? Status { get; set; }

    public string? ReferenceId { get; set; }

    public string? Payload { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RedeemedAt { get; set; }

    /// <summary>When the entry goes: after expiry, or thirty days after it was redeemed, until when a second use is recognized.</summary>
    public DateTime? PurgeAt { get; set; }

    /// <summary>Raised by one at every change; a save that saw an older one is refused.</summary>
    public long Version { get; set; }
}
