using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ChangeEmail;

public sealed record ChangeEmailView(string Path, string AccountPath, Area Area, string Current, string Email, bool AsksForPassword, FormErrors Errors);

public sealed record ChangeEmailSentView(string AskPath, string AccountPath, Area Area);

/// <summary>Asks for a link to the new address. Whether that address has an account already is told by the mail to it, never by the page.</summary>
internal static class ChangeEmail
{
    private static readonly string[] Paths = PortalPaths.InEach(MyAccountPaths.Email);

    public sealed record Form
    {
        public string Email { get; init; } = "";
        public string Password { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Email).Must(e => EmailAddress.IsValid(e.Trim())).Says(static () => Texts.Say("Enter the new address, such as name@company.com"));
    }

    public sealed class Show(OwnAccount own) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(PageOf(await own.Of(User, ct), "", FormErrors.None));
    }

    public sealed class Submit(OwnAccount own, EmailChanges changes) : FormEndpoint<Form>
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
            if (!ValidationFailed && EmailAddress.KeyOf(form.Email) == account.EmailKey)
            {
                AddError(f => f.Email, Texts.Say("This is the address that you have already"));
            }

            if (!ValidationFailed && await own.Disproof(User, account, nameof(form.Password), form.Password, ct) is { } wrong)
            {
                AddError(wrong);
            }

            if (ValidationFailed)
            {
                await Show(PageOf(account, form.Email, Errors));
                return;
            }

            await changes.Ask(account, form.Email.Trim(), ct);
            await SeeOther(PortalPaths.In(account.Realm, MyAccountPaths.EmailSent));
        }
    }

    public sealed class ShowSent : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(PortalPaths.InEach(MyAccountPaths.EmailSent));
            Policies(PortalPolicies.SignedIn);
        }

        public override Task HandleAsync(CancellationToken ct)
        {
            var realm = PortalPaths.RealmAt(HttpContext.Request.Path);
            return Send.ResultAsync(Html.Page<ChangeEmailSentPage, ChangeEmailSentView>(
                new(PortalPaths.In(realm, MyAccountPaths.Email), PortalPaths.In(realm, MyAccountPaths.Page), Door.Of(realm).Area)));
        }
    }

    private static IResult PageOf(StoredAccount account, string email, FormErrors errors) => Html.Page<ChangeEmailPage, ChangeEmailView>(
        new(
            PortalPaths.In(account.Realm, MyAccountPaths.Email), PortalPaths.In(account.Realm, MyAccountPaths.Page), Door.Of(account.Realm).Area, account.Email, email,
            account.PasswordHash is not null, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
