using MongoDB.Bson.Serialization.Attributes;

namespace PlanApi.Identity.OAuth.Data;

/// <summary>A client assertion that was used.</summary>
/// <param name="Id">Hash of branch, client and <c>jti</c>: the unique id lets one of two uses win, at whatever host.</param>
internal sealed record TakenAssertion([property: BsonId] string Id, DateTimeOffset ExpiresAt);
