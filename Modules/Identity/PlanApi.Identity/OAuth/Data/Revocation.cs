using MongoDB.Bson.Serialization.Attributes;

namespace PlanApi.Identity.OAuth.Data;

/// <summary>What no longer opens anything: a grant, a token family, a token, an app or an account.</summary>
/// <param name="Id">A <see cref="RevocationId"/>.</param>
/// <param name="At">When. Apps and accounts may come back: their tokens issued later stand.</param>
/// <param name="Until">When the last access token it concerns has expired; then the entry goes.</param>
internal sealed record Revocation([property: BsonId] string Id, DateTimeOffset At, DateTimeOffset Until)
{
    public bool Kills(DateTimeOffset issuedAt) => !RevocationId.MayComeBack(Id) || issuedAt <= At;
}

/// <summary>What revocations are kept under.</summary>
internal static class RevocationId
{
    public static string Grant(string grantId) => $"grant:{grantId}";

    /// <summary>All tokens that come from one authorization code.</summary>
    public static string Family(string authorizationId) => $"family:{authorizationId}";

    public static string Token(string tokenId) => $"token:{tokenId}";

    public static string App(string branch, string clientId) => $"app:{branch}:{clientId}";

    public static string Account(string accountId) => $"account:{accountId}";

    /// <summary>Everything that could have ended an access token.</summary>
    public static IReadOnlyList<string> All(string branch, string tokenId, string authorizationId, string clientId, string accountId) =>
        [Token(tokenId), Family(authorizationId), Grant(OAuthAuthorization.GrantIdOf(authorizationId)), App(branch, clientId), Account(accountId)];

    internal static bool MayComeBack(string id) => id.StartsWith("app:", StringComparison.Ordinal) || id.StartsWith("account:", StringComparison.Ordinal);
}
