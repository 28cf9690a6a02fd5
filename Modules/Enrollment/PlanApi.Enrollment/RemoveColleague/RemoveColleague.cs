using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.RemoveColleague;

public sealed record RemoveColleagueView(string AccountId, string Name, string Email, FormErrors Errors);

/// <summary>Removes a colleague, after saying what that means. Nobody removes themselves, so somebody is always left.</summary>
internal static class RemoveColleague
{
    public static readonly string Path = TeamPaths.Remove("{id}");

    public sealed record Form
    {
        public string Password { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Password).NotEmpty().WithMessage("Enter your password");
    }

    public sealed class Show(Removals removals) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var colleague = await removals.Find(User.OrganizationId(), Route<string>("id")!, ct);
            await Send.ResultAsync(colleague is null ? Html.NotFound : colleague.AccountId == User.AccountId() ? Yourself() : PageOf(colleague, FormErrors.None));
        }
    }

    public sealed class Submit(Removals removals, IAccounts accounts) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var colleague = await removals.Find(User.OrganizationId(), Route<string>("id")!, ct);
            if (colleague is null || colleague.AccountId == User.AccountId())
            {
                await Show(colleague is null ? Html.NotFound : Yourself());
                return;
            }

            if (!ValidationFailed && await accounts.Disproof(User.AccountId(), form.Password, ct) is { } wrong)
            {
                AddError(f => f.Password, wrong);
            }

            if (ValidationFailed)
            {
                await Show(PageOf(colleague, Errors));
                return;
            }

            await (await removals.TryRemove(colleague, User.OrganizationId(), User.AccountId(), ct) ? SeeOther(TeamPaths.After(TeamPaths.Removed)) : Show(Html.NotFound));
        }
    }

    private static IResult Yourself() => Html.Page<MessagePage, MessageView>(
        new("You cannot remove yourself", ["To leave your organization, delete your account. Its applications stay with your colleagues."], new("Your account", Area.Sandbox.AccountPath)) { Area = Area.Sandbox },
        StatusCodes.Status409Conflict);

    private static IResult PageOf(Account colleague, FormErrors errors) => Html.Page<RemoveColleaguePage, RemoveColleagueView>(
        new(colleague.AccountId, colleague.DisplayName, colleague.Email, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
