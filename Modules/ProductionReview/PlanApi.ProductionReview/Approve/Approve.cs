using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.ReviewRequest;

namespace PlanApi.ProductionReview.Approve;

/// <summary>"Approve": production uses the request's details from now on.</summary>
internal static class Approve
{
    public static readonly string Path = ReviewPaths.Approve("{id}");

    public sealed record Form
    {
        /// <summary>The revision that the reviewer saw.</summary>
        public string Revision { get; init; } = "";

        /// <summary>The logo that the reviewer saw; empty for none.</summary>
        public string Logo { get; init; } = "";
    }

    public sealed class Submit(Decisions decisions, ApprovedLogos logos, Publishing publishing, RequestPages pages, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var (requestId, seen, now) = (Route<string>("id")!, DecisionForm.RevisionOf(form.Revision), clock.GetUtcNow());
            var decision = new Decision(NewId.At(now), DecisionKind.Approved, User.AccountId(), User.DisplayName(), now, Criterion: null, Reason: "");
            var (sameLogo, logo) = await logos.TryKeep(requestId, form.Logo, ct);
            var result = sameLogo
                ? await decisions.TryDecide(requestId, seen, decision, request => new AppApproved(request.Id, request.AppId, request.ClientId, now), logo, ct)
                : new DecideResult.LogoMoved();
            if (result is DecideResult.Decided)
            {
                // The event does this too, should we be killed here; done now, the gallery shows it on the next page.
                await publishing.Publish(requestId, ct);
            }

            await Show(await DecisionForm.Answer(result, "approved", pages, requestId, decision.AccountId, seen, Typed.Nothing, ct));
        }
    }
}
