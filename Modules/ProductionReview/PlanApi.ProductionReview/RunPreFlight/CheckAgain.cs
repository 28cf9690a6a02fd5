using FastEndpoints;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.RunPreFlight;

/// <summary>"Check again": asks for a new pre-flight, by the app's vendor or by a reviewer.</summary>
internal static class CheckAgain
{
    public sealed class ByVendor(ISandboxApps apps, PreFlights preFlights) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(ReviewPaths.CheckAgain(ProductionReviewPaths.Request("{id}")));
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            if (await apps.Find(Route<string>("id")!, ct) is not { } app || app.OrganizationId != User.OrganizationId())
            {
                await Show(Html.NotFound);
                return;
            }

            await preFlights.Ask(app.AppId, ct);
            await SeeOther($"{ProductionReviewPaths.Request(app.AppId)}#pre-flight");
        }
    }

    public sealed class ByReviewer(ReviewDb db, PreFlights preFlights) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(ReviewPaths.CheckAgain(ReviewPaths.Review("{id}")));
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            var requestId = Route<string>("id")!;
            if (await db.Requests.Find(r => r.Id == requestId).FirstOrDefaultAsync(ct) is not { } request)
            {
                await Show(Html.NotFound);
                return;
            }

            await preFlights.Ask(request.AppId, ct);
            await SeeOther($"{ReviewPaths.Review(requestId)}#pre-flight");
        }
    }
}
