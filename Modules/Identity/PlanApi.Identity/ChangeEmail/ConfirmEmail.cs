using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ChangeEmail;

public sealed record ConfirmEmailView(string Path, string AccountPath, Area Area, string Old, string New);

/// <summary>The link in the mail to the new address. Opening it changes nothing; the button does, and ends every other session.</summary>
internal static class ConfirmEmail
{
    private static readonly string[] Paths = PortalPaths.InEach(MyAccountPaths.Email + "/{link}");

    public sealed class Show(OwnAccount own, EmailChanges changes) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            var change = await changes.Open(account, Route<string>("link") ?? "", ct);
            await Send.ResultAsync(change is null
                ? DeadLink(account)
                : Html.Page<ConfirmEmailPage, ConfirmEmailView>(new(
                    HttpContext.Request.Path, PortalPaths.In(account.Realm, MyAccountPaths.Page), Door.Of(account.Realm).Area, account.Email, change.NewEmail)));
        }
    }

    public sealed class Submit(OwnAccount own, EmailChanges changes, Sessions sessions) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(Paths);
            Policies(PortalPolicies.SignedIn);
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            var change = await changes.Open(account, Route<string>("link") ?? "", ct);
            switch (change is null ? EmailChangeResult.Overtaken : await changes.Make(account, change, ct))
            {
                case EmailChangeResult.Changed:
                    await sessions.Renew(HttpContext, await own.Of(User, ct));
                    await SeeOther(MyAccountPaths.Done(account.Realm, "email"));
                    return;
                case EmailChangeResult.Taken:
                    await Show(Taken(account));
                    return;
                default:
                    await Show(DeadLink(account));
                    return;
            }
        }
    }

    private static IResult DeadLink(StoredAccount account) => Message(
        account,
        Texts.Say("This link does not work"),
        Texts.Say("Links to change an address work once, within an hour, for the account that asked. This one was used, has run out, or is another account's. Your address is as it was."),
        StatusCodes.Status410Gone);

    private static IResult Taken(StoredAccount account) => Message(
        account, Texts.Say("This address has an account here"), Texts.Say("It was made after you asked for the link. Your address is as it was."), StatusCodes.Status409Conflict);

    private static IResult Message(StoredAccount account, string title, string text, int status) => Html.Page<MessagePage, MessageView>(
        new(title, [text], new(Texts.Say("Your account"), PortalPaths.In(account.Realm, MyAccountPaths.Page))) { Area = Door.Of(account.Realm).Area }, status);
}
