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
    public async Task Check(CookieValidatePrincipalContext context)
    {
        if (context.Principal is null || !await Stands(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
        }
    }

    private Task<bool> Stands(ClaimsPrincipal person, CancellationToken ct) =>
        Stands(person.AccountId(), person.FindFirstValue(AccountClaims.Session), person.FindFirstValue(AccountClaims.Stamp), ct);

    /// <summary>Whether a session goes on: what was granted for as long as the person is signed in asks this too.</summary>
    public async Task<bool> Stands(string accountId, string? sessionId, string? stamp, CancellationToken ct)
    {
        var account = await db.Accounts.Find(a => a.Id == accountId)
            .Project(a => new { a.Stamp, a.Disabled, a.EndedSessions })
            .FirstOrDefaultAsync(ct);
        return account is { Disabled: false }
            && account.Stamp == stamp
            && account.EndedSessions.All(e => e.SessionId != sessionId);
    }
}
