using PlanApi.Consent.Contracts;

namespace PlanApi.Identity.OAuth.Data;

/// <summary>
/// A consent grant as OpenIddict sees it. Its id names the grant and the family, one launch of the app under it: reuse of a code or refresh
/// token ends the family, not what the app does on the person's other devices.
/// </summary>
internal sealed record OAuthAuthorization(string Id, Grant Grant)
{
    public static string IdOf(string grantId, string family) => $"{grantId}.{family}";

    public static string GrantIdOf(string authorizationId) => authorizationId.Split('.')[0];
}
