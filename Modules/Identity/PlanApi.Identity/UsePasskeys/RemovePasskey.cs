using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.UsePasskeys;

/// <param name="IsLast">Without it the password alone signs in.</param>
/// <param name="MayRemove">Not the last second factor of staff where the plan requires one.</param>
public sealed record RemovePasskeyView(string Path, string ListPath, Area Area, string Name, bool IsLast, bool MayRemove, bool AsksForPassword, FormErrors Errors);

/// <summary>Takes a passkey off the account, after the password.</summary>
internal static class RemovePasskey
{
    private static readonly string[] Paths = PortalPaths.InEach(MyAccountPaths.RemovePasskey);

    public sealed record Form
    {
        public string Password { get; init; } = "";
    }

    public sealed class Show(OwnAccount own, SecondFactorPolicy policy) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            await Send.ResultAsync(Find(account, Route<string>("passkey")) is { } passkey ? PageOf(HttpContext, policy, account, passkey, FormErrors.None) : Html.NotFound);
        }
    }

    public sealed class Submit(OwnAccount own, SecondFactorPolicy policy, Passkeys passkeys, Sessions sessions) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
            Policies(PortalPolicies.SignedIn);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            if (Find(account, Route<string>("passkey")) is not { } passkey)
            {
                await Show(Html.NotFound);
                return;
            }

            if (policy.RequiredOf(account) && IsLast(account))
            {
                AddError(Texts.Say("The plan requires a second factor of its staff"));
            }
            else if (await own.Disproof(User, account, nameof(form.Password), form.Password, ct) is { } wrong)
            {
                AddError(wrong);
            }
            else if (await passkeys.Remove(account, passkey))
            {
                var changed = await own.Of(User, ct);
                await sessions.Renew(HttpContext, changed);
                await SeeOther(MyAccountPaths.Done(account.Realm, changed.SecondFactorOn ? "passkey-removed" : "factor-off"));
                return;
            }
            else
            {
                AddError(Texts.Say("Your account was changed at the same moment. Try again"));
            }

            await Show(PageOf(HttpContext, policy, await own.Of(User, ct), passkey, Errors));
        }
    }

    private static StoredPasskey? Find(StoredAccount account, string? pathId) => account.Passkeys.FirstOrDefault(p => p.PathId == pathId);

    private static bool IsLast(StoredAccount account) => account is { AuthenticatorOn: false, Passkeys.Count: 1 };

    private static IResult PageOf(HttpContext http, SecondFactorPolicy policy, StoredAccount account, StoredPasskey passkey, FormErrors errors) => Html.Page<RemovePasskeyPage, RemovePasskeyView>(
        new(
            http.Request.Path, PortalPaths.In(account.Realm, MyAccountPaths.Passkeys), Door.Of(account.Realm).Area, passkey.Name, IsLast(account), !IsLast(account) || !policy.RequiredOf(account),
            account.PasswordHash is not null, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
