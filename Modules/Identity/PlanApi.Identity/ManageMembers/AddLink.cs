using System.Globalization;
using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.ManageMembers;

public sealed record AddLinkView(string Path, string MemberPath, string Member, AddLinkForm Form, IReadOnlyList<Choice> Relationships, FormErrors Errors);

public sealed record AddLinkForm
{
    public string Number { get; init; } = "";
    public string Relationship { get; init; } = "";
    public string Until { get; init; } = "";
    public string Reason { get; init; } = "";
}

/// <summary>Lets a member act for somebody else, after staff have seen the papers.</summary>
internal static class AddLink
{
    private static readonly IReadOnlyList<Choice> Choices = [new("", "Choose one"), .. Relationships.ToOthers.Select(r => new Choice(r, char.ToUpperInvariant(r[0]) + r[1..]))];

    public sealed class Rules : Validator<AddLinkForm>
    {
        public Rules()
        {
            RuleFor(f => f.Number).Cascade(CascadeMode.Stop).NotBlank("Enter the other person's member number").Line(40);
            RuleFor(f => f.Relationship).Must(static r => Relationships.ToOthers.Contains(r)).WithMessage("Choose what the member is to the other person");
            RuleFor(f => f.Until).Must(static text => text.Length == 0 || DayOf(text) is not null).WithMessage("Enter the last day as year, month and day, such as 2031-12-31, or leave it empty");
            RuleFor(f => f.Reason).Cascade(CascadeMode.Stop).NotBlank("Say why: it is kept with what was done").Paragraphs(500);
        }
    }

    public sealed class Show(MemberFiles files) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(MemberPaths.AddLink);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(
            await files.Find(Route<string>("patient")!, User.AccountId(), ct) is { Account: not null } file ? PageOf(file, new(), FormErrors.None) : Html.NotFound);
    }

    public sealed class Submit(MemberFiles files, MemberDeeds deeds, IMemberMatching members, TimeProvider clock) : FormEndpoint<AddLinkForm>
    {
        public override void Configure()
        {
            PostForm(MemberPaths.AddLink);
            Policies(SignInPolicies.Staff);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(AddLinkForm form, CancellationToken ct)
        {
            if (await files.Find(Route<string>("patient")!, User.AccountId(), ct) is not { Account: not null } file)
            {
                await Show(Html.NotFound);
                return;
            }

            var other = ValidationFailed ? null : await members.FindByNumber(form.Number.Trim(), ct);
            if (!ValidationFailed)
            {
                Check(file, form, other);
            }

            if (ValidationFailed)
            {
                await Show(PageOf(file, form, Errors));
                return;
            }

            await deeds.AddLink(file, new(other!.PatientId, form.Relationship, DayOf(form.Until), "staff"), other.DisplayName, (User.AccountId(), User.DisplayName()), form.Reason.Trim(), ct);
            await SeeOther($"{MemberPaths.Of(file.Patient.PatientId)}?done={Deed.AddLink.Key}");
        }

        private void Check(MemberFile file, AddLinkForm form, MatchedMember? other)
        {
            if (other is null)
            {
                AddError(f => f.Number, "No member of the plan has this number, or more than one record carries it");
            }
            else if (other.PatientId == file.Patient.PatientId)
            {
                AddError(f => f.Number, "This is the member's own number");
            }

            if (DayOf(form.Until) < DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))
            {
                AddError(f => f.Until, "Enter a day that is not over yet");
            }
        }
    }

    private static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IResult PageOf(MemberFile file, AddLinkForm form, FormErrors errors) => Html.Page<AddLinkPage, AddLinkView>(
        new(MemberPaths.To(file.Patient.PatientId, Deed.AddLink), MemberPaths.Of(file.Patient.PatientId), file.Patient.DisplayName, form, Choices, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
