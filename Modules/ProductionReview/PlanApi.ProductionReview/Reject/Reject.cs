using FastEndpoints;
using FluentValidation;
using FluentValidation.Results;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.KeptReasons;
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
        /// <summary>Id of a kept reason; empty for none.</summary>
        public string Kept { get; init; } = "";

        /// <summary>In the reviewer's words: instead of a kept reason, or after it.</summary>
        public string Reason { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Criterion).IsPublished();
            RuleFor(f => f.Reason).IsReason().When(f => f.Kept.Length == 0);
            RuleFor(f => f.Reason).IsRemark().When(f => f.Kept.Length > 0);
        }
    }

    public sealed class Submit(Decisions decisions, KeptReasonStore reasons, RequestPages pages, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var (requestId, seen, now) = (Route<string>("id")!, DecisionForm.RevisionOf(form.Revision), clock.GetUtcNow());
            var typed = Typed.Nothing with { Criterion = form.Criterion, Kept = form.Kept, Reason = form.Reason };
            var kept = form.Kept.Length == 0 ? null : await reasons.Find(form.Kept, ct);
            if (form.Kept.Length > 0 && kept is null)
            {
                AddError(new ValidationFailure(nameof(form.Kept), "This reason is no longer kept: choose another, or write it"));
            }

            if (ValidationFailed)
            {
                await Show(await pages.Of(requestId, User.AccountId(), seen, typed, Errors, ct));
                return;
            }

            var reason = string.Join("\n\n", new[] { kept?.Text ?? "", form.Reason.Trim().ReplaceLineEndings("\n") }.Where(static t => t.Length > 0));
            var decision = new Decision(NewId.At(now), DecisionKind.Rejected, User.AccountId(), User.DisplayName(), now, form.Criterion, reason);
            var result = await decisions.TryDecide(requestId, seen, decision, request => new RequestRejected(request.Id, request.AppId), logo: null, ct);
            await Show(await DecisionForm.Answer(result, "rejected", pages, requestId, decision.AccountId, seen, typed, ct));
        }
    }
}
