using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.ManageMembers;

/// <param name="Path">Where the form goes.</param>
public sealed record DoDeedView(string Path, string MemberPath, string Member, string Title, string Button, string Means, bool IsGrave, string Reason, FormErrors Errors);

/// <summary>Asks for the reason, says what follows, and does it.</summary>
internal static class DoDeed
{
    private const int MaxReason = 500;

    public sealed record Form
    {
        public string Reason { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Reason).Cascade(CascadeMode.Stop).NotBlank("Say why: it is kept with what was done").Paragraphs(MaxReason);
    }

    public sealed class Show(MemberFiles files) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(MemberPaths.Deed, MemberPaths.DeedTo);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var file = await files.Find(Route<string>("patient")!, User.AccountId(), ct);
            await Send.ResultAsync(file is not null && Wanted(file, HttpContext) is { } wanted
                ? PageOf(file, wanted, "", FormErrors.None)
                : Html.NotFound);
        }
    }

    public sealed class Submit(MemberFiles files, MemberDeeds deeds) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(MemberPaths.Deed, MemberPaths.DeedTo);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var patientId = Route<string>("patient")!;
            if (await files.Find(patientId, User.AccountId(), ct) is not { } file)
            {
                await Show(Html.NotFound);
                return;
            }

            if (Wanted(file, HttpContext) is not { } wanted)
            {
                // Somebody else was first: what it was to be done to is gone.
                await SeeOther($"{MemberPaths.Of(patientId)}?done=nothing");
                return;
            }

            if (ValidationFailed)
            {
                await Show(PageOf(file, wanted, form.Reason, Errors));
                return;
            }

            var done = await deeds.Do(file, wanted, (User.AccountId(), User.DisplayName()), form.Reason.Trim(), ct);
            await SeeOther($"{MemberPaths.Of(patientId)}?done={(done ? wanted.Deed.Key : "nothing")}");
        }
    }

    // Straight from the route: the library's own look at an absent value throws away what validation found.
    private static WantedDeed? Wanted(MemberFile file, HttpContext http) => WantedDeed.Of(file, http.GetRouteValue("deed") as string, http.GetRouteValue("target") as string);

    internal static IResult PageOf(MemberFile file, WantedDeed wanted, string reason, FormErrors errors) => Html.Page<DoDeedPage, DoDeedView>(
        new(
            MemberPaths.To(file.Patient.PatientId, wanted.Deed, wanted.Target),
            MemberPaths.Of(file.Patient.PatientId),
            file.Patient.DisplayName,
            wanted.Deed.Title.Replace("{0}", wanted.To, StringComparison.Ordinal),
            wanted.Deed.Button,
            wanted.Deed.Means,
            wanted.Deed.IsGrave,
            reason,
            errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
