using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.Branches;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>Someone signed in to a realm that the branch takes.</summary>
/// <param name="PatientId">The one patient of a test patient's sign-in.</param>
/// <param name="SessionId">With <paramref name="Stamp"/>, by what the sign-in is recognized while it lasts.</param>
internal sealed record Person(string AccountId, Realm Realm, string? OrganizationId, string? PatientId, DateTimeOffset SignedInAt, string? SessionId, string? Stamp)
{
    /// <summary>When the sign-in ends by itself.</summary>
    public DateTimeOffset SignInEnds => SignedInAt + SessionCookies.SignedInFor;
}

/// <summary>Production takes members; the sandbox takes vendors and test patients, of whom the one who signed in last counts.</summary>
internal sealed class SignedInPeople(CurrentBranch branch)
{
    private IReadOnlyList<Realm> Realms => branch.Value.Sandbox ? [Realm.Vendor, Realm.TestPatient] : [Realm.Member];

    /// <param name="preferred">The account that began a launch: it counts even when another signed in later.</param>
    public async Task<Person?> Find(HttpContext http, string? preferred)
    {
        var people = new List<Person>();
        foreach (var realm in Realms)
        {
            if ((await http.AuthenticateAsync(RealmSchemes.Of(realm).SignedIn)).Principal is { } principal)
            {
                people.Add(From(principal, realm));
            }
        }

        return people.OrderByDescending(p => p.AccountId == preferred).ThenByDescending(p => p.SignedInAt).FirstOrDefault();
    }

    /// <summary>Ends the sign-in, so that the page asks anew: <c>prompt=login</c> and <c>max_age</c>.</summary>
    public async Task SignOut(HttpContext http)
    {
        foreach (var realm in Realms)
        {
            await http.SignOutAsync(RealmSchemes.Of(realm).SignedIn);
        }
    }

    /// <summary>The sign-in page that brings the browser back to this authorization request.</summary>
    /// <param name="returnUrl">The request.</param>
    /// <param name="hint">The address that the app takes the person to have; may be null.</param>
    public string SignInPath(string returnUrl, string? hint)
    {
        var query = QueryString.Create(SignInPaths.ReturnUrl, returnUrl);
        return (branch.Value.Sandbox ? SignInPaths.SandboxAuthorize : SignInPaths.Member) + (hint is { Length: > 0 } ? query.Add(SignInPaths.LoginHint, hint) : query);
    }

    private static Person From(ClaimsPrincipal principal, Realm realm) => new(
        principal.AccountId(),
        realm,
        principal.FindFirstValue(CurrentUser.OrganizationIdClaim),
        principal.FindFirstValue(AccountClaims.Patient),
        principal.SignedInAt() ?? DateTimeOffset.UnixEpoch,
        principal.FindFirstValue(AccountClaims.Session),
        principal.FindFirstValue(AccountClaims.Stamp));
}
