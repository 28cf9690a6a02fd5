using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.ManageStaff;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.DeleteAccount;

public sealed record DeleteAccountView(string Path, string AccountPath, Area Area, IReadOnlyList<string> Consequences, bool AsksForPassword, FormErrors Errors);

/// <summary>Ends a person's own account, after saying what that means.</summary>
internal static class DeleteAccount
{
    private static readonly string[] Paths = PortalPaths.InEach(MyAccountPaths.Delete);

    /// <summary>Outside the portals' own pages, which are for those with an account.</summary>
    private static readonly string[] DonePaths = PortalPaths.InEach("/goodbye");

    public sealed record Form
    {
        public string Password { get; init; } = "";
    }

    public sealed class Show(OwnAccount own, IAccounts accounts) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(await PageOf(await own.Of(User, ct), accounts, FormErrors.None, ct));
    }

    public sealed class Submit(OwnAccount own, IAccounts accounts, EndAccount ending, EndStaff endingStaff, Sessions sessions) : FormEndpoint<Form>
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
            if (account.Realm == Realm.Staff && (await accounts.Staff(ct)).Count == 1)
            {
                AddError(Texts.Say("You are the last of the plan's staff here. Invite somebody else first"));
            }
            else if (await own.Disproof(User, account, nameof(form.Password), form.Password, ct) is { } wrong)
            {
                AddError(wrong);
            }

            if (ValidationFailed)
            {
                await Show(await PageOf(account, accounts, Errors, ct));
                return;
            }

            if (account.Realm != Realm.Staff)
            {
                await ending.End(account, ct);
            }
            else if (!await endingStaff.End(account, ct))
            {
                AddError(Texts.Say("You are the last administrator here. Make somebody else one first"));
                await Show(await PageOf(account, accounts, Errors, ct));
                return;
            }

            await sessions.End(HttpContext, account.Realm);
            await SeeOther(PortalPaths.In(account.Realm, "/goodbye"));
        }
    }

    public sealed class ShowDone : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DonePaths);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<MessagePage, MessageView>(
            new(Texts.Say("Your account is deleted"), [Texts.Say("You are signed out everywhere. A last mail confirms it.")], new(Texts.Say("Go to the start page"), "/"))));
    }

    private static async Task<IResult> PageOf(StoredAccount account, IAccounts accounts, FormErrors errors, CancellationToken ct) => Html.Page<DeleteAccountPage, DeleteAccountView>(
        new(
            PortalPaths.In(account.Realm, MyAccountPaths.Delete),
            PortalPaths.In(account.Realm, MyAccountPaths.Page),
            Door.Of(account.Realm).Area,
            [.. await Consequences(account, accounts, ct)],
            account.PasswordHash is not null,
            errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static async Task<IReadOnlyList<string>> Consequences(StoredAccount account, IAccounts accounts, CancellationToken ct) => account.Realm switch
    {
        Realm.Member =>
        [
            Texts.Say("Every app that you connected loses its access at once. What apps have read before stays with them."),
            Texts.Say("Your health record stays with the plan, as the law asks. You see it here no more."),
            Texts.Say("If you act for somebody else, that ends too."),
            Texts.Say("You can activate a new account later, and connect apps anew."),
        ],
        Realm.Vendor when (await accounts.OfOrganization(account.OrganizationId!, ct)).Count > 1 =>
        [
            "Your organization's applications and synthetic patients stay with your colleagues.",
            "Whatever you allowed applications in the sandbox ends at once.",
        ],
        Realm.Vendor =>
        [
            "Nobody else is in your organization. Its applications are deleted from the sandbox, and its synthetic patients with them.",
            "Pending production requests are withdrawn.",
            "Members keep using approved applications: production runs on with the approved details and the secret in use now. Nobody can see or replace that secret any more, or change anything.",
            "Client IDs are never used again.",
        ],
        _ => ["Your decisions and notes stay, with your name.", "Requests that you have claimed can be taken over by others."],
    };
}
