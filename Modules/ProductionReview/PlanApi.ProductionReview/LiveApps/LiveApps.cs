using FastEndpoints;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Details;

namespace PlanApi.ProductionReview.LiveApps;

public sealed record LiveAppsView(IReadOnlyList<LiveAppView> Apps, string? Notice);

/// <param name="Decisions">Suspensions and reinstatements, newest first.</param>
public sealed record LiveAppView(
    string AppId, string ClientId, string Name, string? LogoFolder, string Organization, bool Suspended, DateTimeOffset ApprovedAt, IReadOnlyList<PastDecisionView> Decisions);

/// <summary>Every app that is or was approved, for the plan's staff.</summary>
internal static class LiveApps
{
    public sealed class Show(ReviewDb db) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ReviewPaths.LiveApps);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var apps = await db.LiveApps.Find(FilterDefinition<LiveApp>.Empty).SortBy(a => a.NameKey).ToListAsync(ct);
            await Send.ResultAsync(Html.Page<LiveAppsPage, LiveAppsView>(new([.. apps.Select(ViewOf)], Notice())));
        }

        private static LiveAppView ViewOf(LiveApp app) => new(
            app.Id, app.ClientId, app.Details.Name, app.Logo?.Folder, app.Details.OrganizationName, app.Suspended, app.ApprovedAt,
            [.. app.Decisions.Reverse().Select(PastDecisionView.Of)]);

        private string? Notice() => HttpContext.Request.Query["done"].ToString() switch
        {
            "suspended" => "The application is suspended. Its tokens have stopped working, and its vendor gets an e-mail with the reason.",
            "reinstated" => "The application is live again. Its vendor gets an e-mail.",
            "unchanged" => "Someone else had done so before: nothing was changed by you.",
            _ => null,
        };
    }
}
