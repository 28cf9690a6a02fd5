using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.JoinTeam;

public sealed record JoinTeamView(string Path, string Organization, string Email, string Name, FormErrors Errors);

/// <summary>The link in an invitation. Opening it changes nothing, since mail scanners open links too; a name and a password make the account.</summary>
internal static class JoinTeam
{
    private const string Path = InvitationLinks.JoinPath + "/{link}";
    private const string HomeAfter = "/sandbox/apps";

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
            RuleFor(f => f.Name).Cascade(CascadeMode.Stop).NotBlank("Enter your name").Line(120);
            RuleFor(f => f.Password).NotEmpty().WithMessage("Choose a password");
            RuleFor(f => f.Repeat).Repeats(f => f.Password);
        }
    }

    public sealed class Show(InvitationLinks links, VendorOrganizations organizations, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var invitation = await links.Find(Route<string>("link") ?? "", ct);
            await Send.ResultAsync(JoinPages.RefusalOf(invitation, clock.GetUtcNow()) ?? await FormPage(HttpContext, invitation!, organizations, "", FormErrors.None, ct));
        }
    }

    public sealed class Submit(InvitationLinks links, Joining joining, VendorOrganizations organizations, IAccounts accounts, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var invitation = await links.Find(Route<string>("link") ?? "", ct);
            // A link that was used is asked about all the same: pressing the button twice signs in twice.
            if (invitation is not { State: InvitationState.Joined } && JoinPages.RefusalOf(invitation, clock.GetUtcNow()) is { } refusal)
            {
                await Show(refusal);
                return;
            }

            var result = ValidationFailed ? null : await joining.Join(invitation!, form.Name.Trim(), form.Password, ct);
            if (result is JoinResult.Joined joined)
            {
                await accounts.SignIn(joined.AccountId, ct);
                await SeeOther(HomeAfter);
                return;
            }

            if (result is JoinResult.WeakPassword weak)
            {
                AddError(f => f.Password, string.Join(". ", weak.Problems));
            }

            await Show(result switch
            {
                JoinResult.UsedBefore => JoinPages.Used(),
                JoinResult.BelongsElsewhere => JoinPages.BelongsElsewhere(),
                JoinResult.Full => JoinPages.Full(),
                JoinResult.Ended => JoinPages.Unknown(),
                _ when invitation!.State == InvitationState.Joined => JoinPages.Used(),
                _ => await FormPage(HttpContext, invitation!, organizations, form.Name, Errors, ct),
            });
        }
    }

    private static async Task<IResult> FormPage(HttpContext http, Invitation invitation, VendorOrganizations organizations, string name, FormErrors errors, CancellationToken ct) =>
        await organizations.FindStored(invitation.OrganizationId, ct) is { } organization
            ? Html.Page<JoinTeamPage, JoinTeamView>(
                new(http.Request.Path, organization.LegalName, invitation.Email, name, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            : JoinPages.Unknown();
}
