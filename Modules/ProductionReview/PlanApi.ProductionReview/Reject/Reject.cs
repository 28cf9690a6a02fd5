using FastEndpoints;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.ReviewRequest;

namespace PlanApi.ProductionReview.Reject;

/// <summary>A reviewer turned a request down.</summary>
internal sealed record RequestRejected(string RequestId, string AppId);

/// <summary>"Reject": the vendor gets the reason, and may mend it and ask again. A live copy stays as it is.</summary>
internal static class Reject
{
    public static readonly string Path = ReviewPaths.Reject("{id}");

    public sealed record Form
    {
        /// <summary>The revision that the reviewer saw.</summary>
        public string Revision { get; init; } = "";
        public string Criterion { get; init; } = "";
        public string Reason { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Criterion).IsPublished();
            RuleFor(f => f.Reason).IsReason();
        }
    }

    public sealed class Submit(Decisions decisions, RequestPages pages, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var (requestId, seen, now) = (Route<string>("id")!, DecisionForm.RevisionOf(form.Revision), clock.GetUtcNow());
            var typed = new RejectionView(form.Criterion, form.Reason);
            if (ValidationFailed)
            {
                await Show(await pages.Of(requestId, seen, typed, Errors, ct));
                return;
            }

            var decision = new Decision(NewId.At(now), DecisionKind.Rejected, User.AccountId(), User.DisplayName(), now, form.Criterion, form.Reason.Trim().ReplaceLineEndings("\n"));
            var result = await decisions.TryDecide(requestId, seen, decision, request => new RequestRejected(request.Id, request.AppId), ct);
            await Show(await DecisionForm.Answer(result, "rejected", pages, requestId, seen, typed, ct));
        }
    }
}
