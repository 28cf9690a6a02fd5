using MongoDB.Bson.Serialization.Attributes;

namespace PlanApi.Identity.OAuth.Data;

/// <summary>A signing key of one branch.</summary>
/// <param name="Id">Branch and number, such as <c>sandbox.3</c>: of two hosts that make the same one, the unique id lets one win.</param>
/// <param name="Sealed">The private key (PKCS#1), encrypted under the master key.</param>
internal sealed record StoredKey([property: BsonId] string Id, string Branch, int Number, byte[] Sealed, DateTimeOffset MadeAt);
