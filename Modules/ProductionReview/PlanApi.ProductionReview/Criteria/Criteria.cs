using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Criteria;

public sealed record CriteriaView(IReadOnlyList<Choice> Criteria);

/// <summary>The published criteria, for everyone.</summary>
internal static class Criteria
{
    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ReviewPaths.Criteria);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) =>
            Send.ResultAsync(Html.Page<CriteriaPage, CriteriaView>(new([.. Criterion.All.Select(c => new Choice(c.Key, c.Title, c.Meaning))])));
    }
}
