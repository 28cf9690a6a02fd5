using System.Security.Claims;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.MyAccount;

/// <param name="HasPassword">False where the plan's provider signs the person in and no password was ever set here.</param>
/// <param name="SecondFactors">In words; "" for none.</param>
public sealed record MyAccountView(
    Area Area, string Base, string Name, string Email, bool HasPassword, string ResetPath, string SecondFactors, int Passkeys, bool AuthenticatorOn, IReadOnlyList<SessionView> Sessions, string? Notice, FormErrors Errors)
{
    /// <summary>Whether an administrator of the plan's staff looks.</summary>
    public bool ManagesStaff { get; init; }
}

/// <param name="EndPath">Where it is ended.</param>
public sealed record SessionView(DateTimeOffset StartedAt, string Browser, bool IsThis, string EndPath);

/// <summary>A person's own account: who it is, how it is guarded, and where it is signed in.</summary>
internal static class MyAccount
{
    private static readonly string[] Paths = PortalPaths.InEach(MyAccountPaths.Page);

    public sealed class Show(OwnAccount own, Administrators administrators, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            var managesStaff = account.Realm == Contracts.Realm.Staff && await administrators.Has(account.Id, ct);
            await Send.ResultAsync(PageOf(account, User, clock, FormErrors.None, NoticeOf(Query<string>("done", isRequired: false)), managesStaff: managesStaff));
        }
    }

    /// <param name="name">What was typed; null for the name that the account has.</param>
    public static IResult PageOf(StoredAccount account, ClaimsPrincipal person, TimeProvider clock, FormErrors errors, string? notice = null, string? name = null, bool managesStaff = false)
    {
        var door = Door.Of(account.Realm);
        var now = clock.GetUtcNow();
        var current = person.FindFirstValue(AccountClaims.Session);
        var sessions = account.Sessions.Where(s => s.Stamp == account.Stamp && s.Until > now).OrderByDescending(s => s.StartedAt).Select(s => new SessionView(
            s.StartedAt, s.Browser, s.SessionId == current, PortalPaths.In(account.Realm, MyAccountPaths.EndSession).Replace("{session}", s.SessionId, StringComparison.Ordinal)));
        return Html.Page<MyAccountPage, MyAccountView>(
            new(
                door.Area, PortalPaths.In(account.Realm, MyAccountPaths.Page), name ?? account.DisplayName, account.Email, account.PasswordHash is not null, door.ResetPath, SecondFactorsOf(account),
                account.Passkeys.Count, account.AuthenticatorOn, [.. sessions], notice, errors)
            { ManagesStaff = managesStaff },
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static string SecondFactorsOf(StoredAccount account)
    {
        string[] parts =
        [
            account.AuthenticatorOn ? Texts.Say("Authenticator app") : "",
            account.Passkeys.Count switch { 0 => "", 1 => Texts.Say("1 passkey"), var passkeys => Texts.Say("{0} passkeys", passkeys) },
            account.RecoveryCodes.Count == 1 ? Texts.Say("1 recovery code left") : Texts.Say("{0} recovery codes left", account.RecoveryCodes.Count),
        ];
        return account.SecondFactorOn ? string.Join(", ", parts.Where(static p => p.Length > 0)) : "";
    }

    private static string? NoticeOf(string? done) => done switch
    {
        "name" => Texts.Say("Your name is saved."),
        "email" => Texts.Say("Your e-mail address is changed. You were signed out everywhere else."),
        "password" => Texts.Say("Your password is changed. You were signed out everywhere else."),
        "passkey-added" => Texts.Say("The passkey is added. You were signed out everywhere else."),
        "passkey-removed" => Texts.Say("The passkey is removed. You were signed out everywhere else."),
        "authenticator-on" => Texts.Say("The authenticator app is on. You were signed out everywhere else."),
        "authenticator-off" => Texts.Say("The authenticator app is off. You were signed out everywhere else."),
        "factor-off" => Texts.Say("The second factor is off. You were signed out everywhere else."),
        "session" => Texts.Say("That session is ended."),
        "others" => Texts.Say("You are signed out everywhere else, and no browser is remembered any more."),
        _ => null,
    };
}
