using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.ManageMembers;

public sealed record FindByNumberView(string Number, FormErrors Errors);

/// <summary>Finds a member by the number on the card, and in no other way: staff serve who calls, and browse nobody.</summary>
internal static class FindByNumber
{
    private const int MaxLength = 40;

    public sealed record Form
    {
        public string Number { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Number).Cascade(CascadeMode.Stop).NotBlank("Enter the member number").Line(MaxLength);
    }

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(MemberPaths.Search);
            Policies(SignInPolicies.Staff);
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(PageOf("", FormErrors.None));
    }

    /// <remarks>A post, so that no number is in an address; every find is entered.</remarks>
    public sealed class Submit(IMemberMatching members, MemberEntries entries) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(MemberPaths.Search);
            Policies(SignInPolicies.Staff);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var member = ValidationFailed ? null : await members.FindByNumber(form.Number.Trim(), ct);
            if (member is null)
            {
                if (!ValidationFailed)
                {
                    AddError(f => f.Number, "No member of the plan has this number, or more than one record carries it");
                }

                await Show(PageOf(form.Number, Errors));
                return;
            }

            await entries.Begin(member.PatientId, (User.AccountId(), User.DisplayName()), MemberEntry.LookedUp, "", "", ct);
            await SeeOther(MemberPaths.Of(member.PatientId));
        }
    }

    private static IResult PageOf(string number, FormErrors errors) => Html.Page<FindByNumberPage, FindByNumberView>(
        new(number, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
