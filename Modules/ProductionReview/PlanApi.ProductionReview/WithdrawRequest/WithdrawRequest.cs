using FastEndpoints;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.FollowApp;

namespace PlanApi.ProductionReview.WithdrawRequest;

/// <summary>The vendor takes a pending request back; the reviewers no longer see it in the queue.</summary>
internal static class WithdrawRequest
{
    public static readonly string Path = ReviewPaths.Withdraw("{id}");

    public sealed class Submit(ISandboxApps apps, PendingRequests pending) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            if (await apps.Find(Route<string>("id")!, ct) is not { } app || app.OrganizationId != User.OrganizationId())
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            await pending.Withdraw(app.AppId, ct);
            await SeeOther(ProductionReviewPaths.Request(app.AppId));
        }
    }
}
