using System.Globalization;
using System.Security.Claims;

namespace PlanApi.Identity.Accounts;

/// <summary>Claims of a session beside those of <see cref="BuildingBlocks.Web.CurrentUser"/>.</summary>
internal static class AccountClaims
{
    /// <summary>The <see cref="Contracts.Realm"/> by name.</summary>
    public const string Realm = "realm";

    /// <summary>The session's own id, new at every sign-in.</summary>
    public const string Session = "sid";

    /// <summary>The account's security stamp when the session began; another one in the store means that the session is over.</summary>
    public const string Stamp = "stamp";

    /// <summary>When the person signed in, in seconds since 1970 (OpenID Connect Core 2).</summary>
    public const string AuthenticatedAt = "auth_time";

    /// <summary>The one synthetic patient that a test patient's sign-in stands for; no other realm has it.</summary>
    public const string Patient = "patient";

    /// <summary>When the person signed in; null without a session.</summary>
    public static DateTimeOffset? SignedInAt(this ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(AuthenticatedAt), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : null;
}
