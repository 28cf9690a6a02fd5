using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.InviteStaff;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.ManageStaff;

public sealed record ListStaffView(IReadOnlyList<StaffRow> Staff, IReadOnlyList<InvitationRow> Invitations, InviteForm Form, IReadOnlyList<Choice> Roles, string? Notice, FormErrors Errors);

public sealed record StaffRow(string Path, string Name, string Email, string Role, bool SecondFactorOn, DateTimeOffset? LastSignIn, DateTimeOffset Since);

/// <param name="RoleKey">What the form calls the role.</param>
/// <param name="By">"" where a command or the settings invited.</param>
public sealed record InvitationRow(string Email, string RoleKey, string Role, string By, DateTimeOffset ExpiresAt, string WithdrawPath);

public sealed record InviteForm
{
    public string Email { get; init; } = "";
    public string Role { get; init; } = "";
}

/// <summary>The plan's staff and who is invited, for administrators.</summary>
internal sealed class ListStaff(IdentityDb db, StaffInvitations invitations, Administrators administrators)
{
    private static readonly IReadOnlyList<Choice> Roles = [new("", "Choose one"), new(StaffRole.Reviewer, "Reviewer"), new(StaffRole.Administrator, "Administrator")];

    public sealed class Rules : Validator<InviteForm>
    {
        public Rules()
        {
            RuleFor(f => f.Email).Cascade(CascadeMode.Stop).NotBlank("Enter an e-mail address").Line(254)
                .Must(static e => EmailAddress.IsValid(e.Trim())).WithMessage("Enter an e-mail address such as name@plan.example");
            RuleFor(f => f.Role).Must(StaffRole.IsOne).WithMessage("Choose a role");
        }
    }

    public sealed class Show(ListStaff list) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(StaffPaths.List);
            Policies(PortalPolicies.Administrator);
        }

        public override async Task HandleAsync(CancellationToken ct) =>
            await Send.ResultAsync(await list.PageOf(new(), FormErrors.None, NoticeOf(Query<string>("done", isRequired: false)), ct));
    }

    public sealed class Invite(ListStaff list, IAccounts accounts, StaffInvitations invitations) : FormEndpoint<InviteForm>
    {
        public override void Configure()
        {
            PostForm(StaffPaths.Invite);
            Policies(PortalPolicies.Administrator);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(InviteForm form, CancellationToken ct)
        {
            if (!ValidationFailed && await accounts.FindByEmail(Realm.Staff, form.Email, ct) is not null)
            {
                AddError(f => f.Email, "This address has a staff account");
            }

            if (ValidationFailed)
            {
                await Show(await list.PageOf(form, Errors, null, ct));
                return;
            }

            await invitations.Invite(form.Email, form.Role, User.DisplayName(), evenIfOpen: true, ct);
            await SeeOther($"{StaffPaths.List}?done=invited");
        }
    }

    public sealed class Withdraw(StaffInvitations invitations) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(StaffPaths.Withdraw);
            Policies(PortalPolicies.Administrator);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            await invitations.Withdraw((string)HttpContext.GetRouteValue("invitation")!, ct);
            await SeeOther($"{StaffPaths.List}?done=withdrawn");
        }
    }

    public static string RoleOf(bool isAdministrator) => isAdministrator ? "Administrator" : "Reviewer";

    public static DateTimeOffset? LastSignInOf(StoredAccount account) => account.Sessions.Count == 0 ? null : account.Sessions.Max(s => s.StartedAt);

    public static string? NoticeOf(string? done) => done switch
    {
        "invited" => "The invitation is on its way. An earlier link to this address no longer works.",
        "withdrawn" => "The invitation is withdrawn. Its link no longer works.",
        "nothing" => "Nothing was changed: it had been done already, or no administrator would be left.",
        _ when StaffDeed.Find(done) is { } deed => $"Done. {deed.Past}.",
        _ => null,
    };

    private async Task<IResult> PageOf(InviteForm form, FormErrors errors, string? notice, CancellationToken ct)
    {
        var staff = await db.Accounts.Find(a => a.Realm == Realm.Staff && !a.Disabled).ToListAsync(ct);
        var listed = await administrators.All(ct);
        var open = await invitations.AllOpen(ct);
        return Html.Page<ListStaffPage, ListStaffView>(
            new(
                [.. staff.OrderBy(a => a.DisplayName, StringComparer.OrdinalIgnoreCase).Select(a => new StaffRow(StaffPaths.Of(a.Id), a.DisplayName, a.Email, RoleOf(listed.Contains(a.Id)), a.SecondFactorOn, LastSignInOf(a), a.CreatedAt))],
                [.. open.Where(i => staff.TrueForAll(a => a.EmailKey != i.EmailKey)).Select(i => new InvitationRow(i.Email, i.Role, RoleOf(i.Role == StaffRole.Administrator), i.InvitedBy, i.ExpiresAt, StaffPaths.ToWithdraw(i.Id)))],
                form, Roles, notice, errors),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
