using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using MongoDB.Driver.Linq;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>What is left to do after the right password.</summary>
internal enum SignInStep
{
    SignedIn,
    ShowSecondFactor,
    SetUpSecondFactor,
}

/// <summary>Starts and ends sessions. A session has a new id at every sign-in, whatever cookies the browser brought.</summary>
internal sealed class Sessions(IdentityDb db, SecondFactorPolicy policy, TimeProvider clock)
{
    /// <summary>More would let an account grow without bound: automated tests sign in as test patients all day.</summary>
    private const int MostSessions = 50;

    /// <summary>The password was right, or a link proved as much: signs in, or half in where a second factor is due.</summary>
    public async Task<SignInStep> AfterPassword(HttpContext http, StoredAccount account)
    {
        var step = await NextStep(http, account);
        await (step == SignInStep.SignedIn ? Start(http, account) : http.SignInAsync(RealmSchemes.Of(account.Realm).SecondFactorPending, Principal(account, clock.GetUtcNow())));
        return step;
    }

    /// <summary>Signs wholly in.</summary>
    public async Task Start(HttpContext http, StoredAccount account)
    {
        var schemes = RealmSchemes.Of(account.Realm);
        var now = clock.GetUtcNow();
        var session = new RunningSession(Secrets.New(), account.Stamp, now, now + SessionCookies.SignedInFor, BrowserName.Of(http.Request.Headers.UserAgent.ToString()));
        await db.Accounts.UpdateOneAsync(a => a.Id == account.Id, Builders<StoredAccount>.Update.PushEach(a => a.Sessions, [session], slice: -MostSessions));
        await http.SignInAsync(schemes.SignedIn, Principal(account, now, session.SessionId));
        if (http.Request.Cookies.Keys.Any(k => k.EndsWith(schemes.SecondFactorPending, StringComparison.Ordinal)))
        {
            await http.SignOutAsync(schemes.SecondFactorPending);
        }
    }

    /// <summary>
    /// Lets this browser's session go on after the account's stamp, or what the cookie says, has changed. It stays the same session: it ends when it would have ended, and
    /// tells the time of the sign-in that began it, since nobody has signed in anew.
    /// </summary>
    public async Task Renew(HttpContext http, StoredAccount account)
    {
        var scheme = RealmSchemes.Of(account.Realm).SignedIn;
        if (await http.AuthenticateAsync(scheme) is not { Succeeded: true, Principal: var person, Properties: var properties }
            || person.FindFirstValue(AccountClaims.Session) is not { } sessionId
            || person.SignedInAt() is not { } authenticatedAt)
        {
            throw new InvalidOperationException("There is no session to go on.");
        }

        await db.Accounts.UpdateOneAsync(
            Builders<StoredAccount>.Filter.Where(a => a.Id == account.Id) & Builders<StoredAccount>.Filter.ElemMatch(a => a.Sessions, s => s.SessionId == sessionId),
            Builders<StoredAccount>.Update.Set(a => a.Sessions.FirstMatchingElement().Stamp, account.Stamp));
        await http.SignInAsync(scheme, Principal(account, authenticatedAt, sessionId), new AuthenticationProperties { IssuedUtc = properties.IssuedUtc, ExpiresUtc = properties.ExpiresUtc });
    }

    /// <summary>Spares this browser the second factor for a while; the password is always asked.</summary>
    public Task RememberDevice(HttpContext http, StoredAccount account) =>
        http.SignInAsync(RealmSchemes.Of(account.Realm).RememberedDevice, Principal(account, clock.GetUtcNow()), new AuthenticationProperties { IsPersistent = true });

    /// <summary>Ends the session of this request: the browser forgets the cookie, and we refuse any copy of it.</summary>
    public async Task End(HttpContext http, Realm realm)
    {
        var scheme = RealmSchemes.Of(realm).SignedIn;
        var session = await http.AuthenticateAsync(scheme);
        if (session is { Succeeded: true, Principal: var person } && person.FindFirstValue(AccountClaims.Session) is { } sessionId)
        {
            await End(person.AccountId(), sessionId);
        }

        await http.SignOutAsync(scheme);
    }

    /// <summary>Ends one session of an account, wherever it is open. Again changes nothing.</summary>
    public Task End(string accountId, string sessionId) =>
        db.Accounts.UpdateOneAsync(a => a.Id == accountId, Builders<StoredAccount>.Update.PullFilter(a => a.Sessions, s => s.SessionId == sessionId));

    private async Task<SignInStep> NextStep(HttpContext http, StoredAccount account)
    {
        if (account is { Realm: Realm.Staff, SecondFactorOn: false })
        {
            return policy.Required ? SignInStep.SetUpSecondFactor : SignInStep.SignedIn;
        }

        return !account.SecondFactorOn || await IsRemembered(http, account) ? SignInStep.SignedIn : SignInStep.ShowSecondFactor;
    }

    private static async Task<bool> IsRemembered(HttpContext http, StoredAccount account) =>
        await http.AuthenticateAsync(RealmSchemes.Of(account.Realm).RememberedDevice) is { Succeeded: true, Principal: var person } && person.AccountId() == account.Id;

    private static ClaimsPrincipal Principal(StoredAccount account, DateTimeOffset authenticatedAt, string? sessionId = null)
    {
        var identity = new ClaimsIdentity(account.Realm.ToString(), CurrentUser.NameClaim, roleType: null);
        identity.AddClaims(
        [
            new(CurrentUser.AccountIdClaim, account.Id),
            new(CurrentUser.EmailClaim, account.Email),
            new(CurrentUser.NameClaim, account.DisplayName),
            new(AccountClaims.Realm, account.Realm.ToString()),
            new(AccountClaims.Stamp, account.Stamp),
            new(AccountClaims.AuthenticatedAt, authenticatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64),
        ]);
        if (sessionId is not null)
        {
            identity.AddClaim(new(AccountClaims.Session, sessionId));
        }

        if (account.OrganizationId is { } organization)
        {
            identity.AddClaim(new(CurrentUser.OrganizationIdClaim, organization));
        }

        if (account.PatientId is { } patient)
        {
            identity.AddClaim(new(AccountClaims.Patient, patient));
        }

        return new(identity);
    }
}
