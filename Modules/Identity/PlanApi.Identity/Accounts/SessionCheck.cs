using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.Identity.Accounts;

/// <summary>
/// Asks the store at each request whether a cookie's session still stands: one read by id, after which a disabled account, a changed
/// password or a sign-out counts at once, on every host.
/// </summary>
internal sealed class SessionCheck(IdentityDb db)
{
    /// <param name="isSession">Whether it is the cookie of a session; those of the steps before it and of known browsers stand with the account's stamp.</param>
    public async Task Check(CookieValidatePrincipalContext context, bool isSession)
    {
        if (context.Principal is not { } person
            || !await Stands(person.AccountId(), isSession ? person.FindFirstValue(AccountClaims.Session) ?? "" : null, person.FindFirstValue(AccountClaims.Stamp), context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
        }
    }

    /// <summary>Whether a session goes on: what was granted for as long as the person is signed in asks this too.</summary>
    /// <param name="sessionId">Null to ask for the account alone.</param>
    public async Task<bool> Stands(string accountId, string? sessionId, string? stamp, CancellationToken ct)
    {
        var filter = Builders<StoredAccount>.Filter.Where(a => a.Id == accountId && !a.Disabled && a.Stamp == stamp);
        return await db.Accounts.Find(sessionId is null ? filter : filter & Builders<StoredAccount>.Filter.ElemMatch(a => a.Sessions, s => s.SessionId == sessionId)).AnyAsync(ct);
    }
}
