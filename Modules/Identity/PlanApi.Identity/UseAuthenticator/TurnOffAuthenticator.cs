using Microsoft.AspNetCore.Builder;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.UseAuthenticator;

/// <summary>
/// Takes the authenticator app off, after the password. At a path of its own: what a form wants is said by the form, not by what the account has come to be since the page was opened.
/// </summary>
internal static class TurnOffAuthenticator
{
    public sealed record Form
    {
        public string Password { get; init; } = "";
    }

    public sealed class Submit(OwnAccount own, SecondFactor secondFactor, SecondFactorPages pages, SecondFactorPolicy policy, Sessions sessions) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(PortalPaths.InEach(MyAccountPaths.SecondFactorOff));
            Policies(PortalPolicies.SignedIn);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            if (!account.AuthenticatorOn)
            {
                await SeeOther(PortalPaths.In(account.Realm, MyAccountPaths.SecondFactor));
                return;
            }

            if (policy.RequiredOf(account) && account.Passkeys.Count == 0)
            {
                AddError(Texts.Say("The plan requires a second factor of its staff"));
            }
            else if (await own.Disproof(User, account, UseAuthenticator.PasswordToTurnOff, form.Password, ct) is { } wrong)
            {
                AddError(wrong);
            }
            else
            {
                await secondFactor.TurnOffAuthenticator(account);
                var changed = await own.Of(User, ct);
                await sessions.Renew(HttpContext, changed);
                await SeeOther(MyAccountPaths.Done(account.Realm, changed.SecondFactorOn ? "authenticator-off" : "factor-off"));
                return;
            }

            await Show(await pages.PageOf(account, Errors, ct));
        }
    }
}
