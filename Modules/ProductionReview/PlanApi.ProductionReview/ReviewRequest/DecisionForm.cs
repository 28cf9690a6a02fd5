using System.Globalization;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.ProductionReview.ReviewRequest;

/// <summary>What both buttons do once the decision was tried: on to the queue, or back to the page with what stands in the way.</summary>
internal static class DecisionForm
{
    public static long RevisionOf(string revision) => long.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static Task<IResult> Answer(DecideResult result, string decided, RequestPages pages, string requestId, string me, long seen, Typed typed, CancellationToken ct)
    {
        return result switch
        {
            DecideResult.Decided => Task.FromResult<IResult>(new SeeOtherResult($"{ProductionReviewPaths.Queue}?decided={decided}")),
            DecideResult.NotFound => Task.FromResult(Html.NotFound),
            DecideResult.TooLate { Request.Decision: { } first } => Again($"{first.Name} decided this request before you: {first.Kind}. Nothing was changed by you"),
            DecideResult.TooLate => Again("The vendor withdrew this request. Nothing was decided"),
            DecideResult.Claimed { Claim: var claim } => Again($"{claim.Name} looks after this request: take it over before you decide it. Nothing was decided"),
            DecideResult.Moved => Again("The vendor changed the application after you opened this page. Nothing was decided. Look at what changed, then decide"),
            DecideResult.LogoMoved => Again("The application's logo is another one since you opened this page. Nothing was decided. Look at it, then decide"),
            DecideResult.Incomplete => Again("The request cannot be approved while facts are missing"),
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };

        Task<IResult> Again(string problem) => pages.Of(requestId, me, seen, typed, new([new ValidationFailure("", problem)]), ct);
    }
}
