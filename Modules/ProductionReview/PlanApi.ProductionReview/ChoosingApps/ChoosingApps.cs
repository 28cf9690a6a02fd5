using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.ProductionReview.ChoosingApps;

public sealed record ChoosingAppsView;

/// <summary>What a plan must tell its members in plain words: how to choose an app, which privacy law covers whom, and how to complain (42 CFR 422.119(g)).</summary>
internal static class ChoosingApps
{
    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ProductionReviewPaths.ChoosingApps);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<ChoosingAppsPage, ChoosingAppsView>(new()));
    }
}
