using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.InviteColleague;

public sealed record InviteColleagueView(string LegalName, string Email, FormErrors Errors);

/// <summary>
/// Invites a colleague by e-mail. Whether the address has an account with another organization is told to the address alone: whoever invites gets
/// the same answer either way.
/// </summary>
internal static class InviteColleague
{
    public const int MostPeople = 200;
    private const int MostOpen = 50;

    public sealed record Form
    {
        public string Email { get; init; } = "";
        public string Password { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Email).Must(e => EmailAddress.IsValid(e.Trim())).WithMessage("Enter your colleague's e-mail address, such as name@company.com");
            RuleFor(f => f.Password).NotEmpty().WithMessage("Enter your password");
        }
    }

    public sealed class Show(VendorOrganizations organizations) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(TeamPaths.Invite);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct) =>
            await Send.ResultAsync(await organizations.FindStored(User.OrganizationId(), ct) is { } organization ? PageOf(organization, "", FormErrors.None) : Html.NotFound);
    }

    public sealed class Submit(VendorOrganizations organizations, Invitations invitations, IAccounts accounts) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(TeamPaths.Invite);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await organizations.FindStored(User.OrganizationId(), ct) is not { } organization)
            {
                await Show(Html.NotFound);
                return;
            }

            if (!ValidationFailed && await accounts.Disproof(User.AccountId(), form.Password, ct) is { } wrong)
            {
                AddError(f => f.Password, wrong);
            }

            if (!ValidationFailed && await ReasonNotTo(organization.Id, form.Email, ct) is { } reason)
            {
                AddError(f => f.Email, reason);
            }

            if (!ValidationFailed && await invitations.Invite(new(organization.Id, User.DisplayName(), User.Email()), form.Email, ct) is InviteResult.TooSoon)
            {
                AddError(f => f.Email, "This address had an invitation moments ago. Invite it again in 15 minutes");
            }

            await (ValidationFailed ? Show(PageOf(organization, form.Email, Errors)) : SeeOther(TeamPaths.After(TeamPaths.Invited)));
        }

        /// <summary>Tells what everyone of the organization sees on its page anyway.</summary>
        private async Task<string?> ReasonNotTo(string organizationId, string address, CancellationToken ct)
        {
            var key = EmailAddress.KeyOf(address);
            var people = await accounts.OfOrganization(organizationId, ct);
            var open = await invitations.Open(organizationId, ct);
            return people.Any(p => EmailAddress.KeyOf(p.Email) == key) ? "This address belongs to someone of your team"
                : people.Count >= MostPeople ? $"Your team has {MostPeople} people, the most there can be"
                : open.Count >= MostOpen && open.All(i => i.EmailKey != key) ? $"{MostOpen} invitations are open, the most there can be. Withdraw one that is no longer needed"
                : null;
        }
    }

    private static IResult PageOf(StoredOrganization organization, string email, FormErrors errors) => Html.Page<InviteColleaguePage, InviteColleagueView>(
        new(organization.LegalName, email, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
