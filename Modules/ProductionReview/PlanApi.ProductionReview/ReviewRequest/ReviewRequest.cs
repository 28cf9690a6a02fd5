using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.ReviewRequest;

/// <summary>Everything a reviewer needs to decide about one request, and the two buttons.</summary>
internal static class ReviewRequest
{
    public static readonly string Path = ReviewPaths.Review("{id}");

    public sealed class Show(RequestPages pages) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct) =>
            await Send.ResultAsync(await pages.Of(Route<string>("id")!, User.AccountId(), seen: null, Typed.Nothing, FormErrors.None, ct));
    }
}
