using FastEndpoints;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.AppRegistry.ListApps;

public sealed record ListAppsView(IReadOnlyList<ListedAppView> Apps, string? Notice);

public sealed record ListedAppView(string AppId, string Name, AppReview Review, DateTimeOffset SavedAt, string SavedBy, string? LogoFolder);

/// <summary>The applications of the signed-in vendor's organization, by name.</summary>
internal static class ListApps
{
    public sealed class Show(AppRegistryDb db, IReviewStatuses reviews) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(AppRegistryPaths.List);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var organizationId = User.OrganizationId();
            var apps = await db.Apps
                .Find(Builders<RegisteredApp>.Filter.Eq(a => a.OrganizationId, organizationId) & RegisteredApp.Standing)
                .SortBy(a => a.NameKey)
                .ToListAsync(ct);
            var reviewed = await reviews.Of([.. apps.Select(a => (a.Id, a.Revision))], ct);
            await Send.ResultAsync(Html.Page<ListAppsPage, ListAppsView>(new(
                [.. apps.Zip(reviewed, (app, review) => new ListedAppView(app.Id, app.Saved.Name, review, app.SavedAt, app.SavedBy, app.ToContract().LogoFolder))],
                HttpContext.Request.Query.ContainsKey(AppPaths.Deleted) ? "The application was deleted." : null)));
        }
    }
}
