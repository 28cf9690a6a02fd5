using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.ActivateMember;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.ManageMembers;

/// <param name="Address">The lines below the name; empty where the record has no address.</param>
public sealed record LetterView(string MemberPath, string Name, IReadOnlyList<string> Address, DateOnly Today, string Url, string Code, DateOnly Until);

/// <summary>Answers with a letter to be posted, which is shown this once. Its form is that of every deed.</summary>
internal static class PostCode
{
    public sealed class Submit(MemberFiles files, MemberDeeds deeds, IMemberAddresses addresses, PlanApiSettings settings, TimeProvider clock) : FormEndpoint<DoDeed.Form>
    {
        public override void Configure()
        {
            PostForm(MemberPaths.PostCode);
            Policies(SignInPolicies.Staff);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(DoDeed.Form form, CancellationToken ct)
        {
            var patientId = Route<string>("patient")!;
            if (await files.Find(patientId, User.AccountId(), ct) is not { } file)
            {
                await Show(Html.NotFound);
                return;
            }

            if (WantedDeed.Of(file, Deed.PostCode.Key, target: null) is not { } wanted)
            {
                await SeeOther($"{MemberPaths.Of(patientId)}?done=nothing");
                return;
            }

            await Show(ValidationFailed ? DoDeed.PageOf(file, wanted, form.Reason, Errors) : await Letter(file, form.Reason.Trim(), ct));
        }

        private async Task<IResult> Letter(MemberFile file, string reason, CancellationToken ct)
        {
            var (code, until) = await deeds.PostCode(file, (User.AccountId(), User.DisplayName()), reason, ct);
            return Html.Page<LetterPage, LetterView>(new(
                MemberPaths.Of(file.Patient.PatientId),
                file.Patient.DisplayName,
                await addresses.Of(file.Patient.PatientId, ct),
                DayOf(clock.GetUtcNow()),
                settings.UrlOf(ActivatePaths.Letter),
                code,
                DayOf(until)));
        }

        private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
    }
}
