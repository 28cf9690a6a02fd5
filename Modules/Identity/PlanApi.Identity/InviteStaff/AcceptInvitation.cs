using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.InviteStaff;

public sealed record AcceptInvitationView(string Path, string Email, string Name, FormErrors Errors);

/// <summary>The link in an invitation: a name and a password make a staff account, whose second factor comes next where it is required.</summary>
internal static class AcceptInvitation
{
    private const string Path = StaffInvitations.Path + "/{link}";

    public sealed record Form
    {
        public string Name { get; init; } = "";
        public string Password { get; init; } = "";
        public string Repeat { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Name).Cascade(CascadeMode.Stop)
                .NotEmpty().WithMessage("Enter your name")
                .MaximumLength(120).WithMessage("Use at most 120 characters for your name")
                .Must(static n => !n.Any(char.IsControl)).WithMessage("Enter your name on one line");
            RuleFor(f => f.Password).NotEmpty().WithMessage("Choose a password");
            RuleFor(f => f.Repeat).Repeats(f => f.Password);
        }
    }

    public sealed class Show(StaffInvitations invitations, IAccounts accounts) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var invitation = await invitations.Open(Route<string>("link") ?? "", ct);
            var used = invitation is not null && (invitation.AcceptedBy.Length > 0 || await accounts.FindByEmail(Realm.Staff, invitation.Email, ct) is not null);
            await Send.ResultAsync(invitation is null || used ? DeadLink() : FormPage(HttpContext, invitation, "", FormErrors.None));
        }
    }

    public sealed class Submit(StaffInvitations invitations, IAccounts accounts, PasswordCheck passwords, Sessions sessions, Administrators administrators) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var invitation = await invitations.Open(Route<string>("link") ?? "", ct);
            if (invitation is null)
            {
                await Show(DeadLink());
                return;
            }

            if (!ValidationFailed)
            {
                var result = invitation.AcceptedBy.Length > 0
                    ? new CreateAccountResult.AddressTaken()
                    : await accounts.TryCreate(new(Realm.Staff, invitation.Email, form.Name.Trim(), form.Password), ct);
                if (result is not CreateAccountResult.WeakPassword weak)
                {
                    // Made just now or by an earlier press of the button: the password that was set signs in, any other finds the link used.
                    var account = await passwords.Check(Realm.Staff, invitation.Email, form.Password, ct);
                    if (account is not null && !await Joins(invitation, account, ct))
                    {
                        account = null;
                    }

                    await Show(account is null ? DeadLink() : AfterSignIn.Next(await sessions.AfterPassword(HttpContext, account), Realm.Staff, null));
                    return;
                }

                AddError(f => f.Password, string.Join(". ", weak.Problems));
            }

            await Show(FormPage(HttpContext, invitation, form.Name, Errors));
        }

        private async Task<bool> Joins(StaffInvitation invitation, StoredAccount account, CancellationToken ct)
        {
            if (invitation.AcceptedBy.Length > 0)
            {
                return invitation.AcceptedBy == account.Id;
            }

            if (invitation.Role == StaffRole.Administrator)
            {
                await administrators.Appoint(account.Id, StaffInvitations.KeyOf(invitation), ct);
            }

            await invitations.Accept(invitation, account.Id, ct);
            return true;
        }
    }

    private static IResult DeadLink() => Html.Page<MessagePage, MessageView>(
        new(
            "This invitation does not work",
            ["Invitations work once, within seven days. This one was used, has run out, or a newer one has taken its place.", "If you have an account, sign in. Otherwise ask an administrator to invite you again."],
            new("Sign in", SignInPaths.Staff)),
        StatusCodes.Status410Gone);

    private static IResult FormPage(HttpContext http, StaffInvitation invitation, string name, FormErrors errors) => Html.Page<AcceptInvitationPage, AcceptInvitationView>(
        new(http.Request.Path, invitation.Email, name, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
