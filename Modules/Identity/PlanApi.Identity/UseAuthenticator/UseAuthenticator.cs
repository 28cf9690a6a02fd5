using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SetUpAuthenticator;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.UseAuthenticator;

/// <param name="Key">To set the app up with; null when the app is on.</param>
/// <param name="MayTurnOff">Not for staff where the plan requires a second factor and this is the only one.</param>
/// <param name="HasCodes">Recovery codes go with any second factor.</param>
public sealed record UseAuthenticatorView(Area Area, string AccountPath, string Path, string OffPath, string CodesPath, AuthenticatorKey? Key, int RecoveryCodes, bool AsksForPassword, bool MayTurnOff, bool HasCodes, FormErrors Errors);

/// <summary>A person's own authenticator app: turning it on, and new recovery codes.</summary>
internal static class UseAuthenticator
{
    /// <summary>Ids of the passwords that the page's forms ask for: an error stands in the form that was sent.</summary>
    public const string PasswordToTurnOn = "password";
    public const string PasswordToTurnOff = "password-off";
    public const string PasswordForCodes = "password-codes";

    public sealed record Form
    {
        public string Code { get; init; } = "";
        public string Password { get; init; } = "";
    }

    public sealed class Show(OwnAccount own, SecondFactorPages pages) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(PortalPaths.InEach(MyAccountPaths.SecondFactor));
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(await pages.PageOf(await own.Of(User, ct), FormErrors.None, ct));
    }

    /// <summary>On with the right code. Sent again, as by reloading the page of the codes, it changes nothing.</summary>
    public sealed class Submit(OwnAccount own, SecondFactor secondFactor, SecondFactorPages pages, Sessions sessions) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(PortalPaths.InEach(MyAccountPaths.SecondFactor));
            Policies(PortalPolicies.SignedIn);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            if (account.AuthenticatorOn)
            {
                await SeeOther(PortalPaths.In(account.Realm, MyAccountPaths.SecondFactor));
                return;
            }

            if (form.Code.Length == 0)
            {
                AddError(f => f.Code, Texts.Say("Enter the six digits that the app shows"));
            }
            else if (await own.Disproof(User, account, PasswordToTurnOn, form.Password, ct) is { } wrong)
            {
                AddError(wrong);
            }
            else if (await secondFactor.TurnOn(account.Id, form.Code, asFirst: false, ct) is var (changed, codes))
            {
                await sessions.Renew(HttpContext, changed);
                await (codes.Count > 0 ? Show(SecondFactorPages.Codes(changed, codes)) : SeeOther(MyAccountPaths.Done(changed.Realm, "authenticator-on")));
                return;
            }
            else
            {
                AddError(f => f.Code, Texts.Say("The code is not right. Check that the time on your phone is, and enter the newest code"));
            }

            await Show(await pages.PageOf(account, Errors, ct));
        }
    }

    public sealed class NewCodes(OwnAccount own, SecondFactor secondFactor, SecondFactorPages pages) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(PortalPaths.InEach(MyAccountPaths.RecoveryCodes));
            Policies(PortalPolicies.SignedIn);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            if (await own.Disproof(User, account, PasswordForCodes, form.Password, ct) is { } wrong)
            {
                AddError(wrong);
                await Show(await pages.PageOf(account, Errors, ct));
                return;
            }

            await (await secondFactor.NewRecoveryCodes(account) is { } codes
                ? Show(SecondFactorPages.Codes(account, codes))
                : SeeOther(PortalPaths.In(account.Realm, MyAccountPaths.SecondFactor)));
        }
    }
}

/// <summary>The page about the factor, and the one that shows recovery codes: in the reply to a post and nowhere else.</summary>
internal sealed class SecondFactorPages(SecondFactor secondFactor, SecondFactorPolicy policy)
{
    public async Task<IResult> PageOf(StoredAccount account, FormErrors errors, CancellationToken ct) => Html.Page<UseAuthenticatorPage, UseAuthenticatorView>(
        new(
            Door.Of(account.Realm).Area,
            PortalPaths.In(account.Realm, MyAccountPaths.Page),
            PortalPaths.In(account.Realm, MyAccountPaths.SecondFactor),
            PortalPaths.In(account.Realm, MyAccountPaths.SecondFactorOff),
            PortalPaths.In(account.Realm, MyAccountPaths.RecoveryCodes),
            await secondFactor.SecretToSetUp(account.Id, asFirst: false, ct) is { } secret ? AuthenticatorKey.Of(secret, account.Email) : null,
            account.RecoveryCodes.Count,
            account.PasswordHash is not null,
            !policy.RequiredOf(account) || account.Passkeys.Count > 0,
            account.SecondFactorOn,
            errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    public static IResult Codes(StoredAccount account, IReadOnlyList<string> codes) =>
        Html.Page<RecoveryCodesPage, RecoveryCodesView>(new(Door.Of(account.Realm).Area, codes, PortalPaths.In(account.Realm, MyAccountPaths.Page)));
}
