using FastEndpoints;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Gallery;

public sealed record GalleryView(IReadOnlyList<GalleryAppView> Apps);

/// <param name="Policies">The vendor's policies; an empty path means that none was given.</param>
public sealed record GalleryAppView(
    string ClientId, string Name, string Organization, string Description, string Website, IReadOnlyList<AreaLink> Policies, bool CanLaunch);

/// <summary>The public gallery: every approved app that is not suspended, by name, for people and for machines.</summary>
internal static class Gallery
{
    public sealed class Show(ReviewDb db) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ProductionReviewPaths.Gallery);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct) =>
            await Send.ResultAsync(Html.Page<GalleryPage, GalleryView>(new([.. (await Listed(db, ct)).Select(ViewOf)])));

        private static GalleryAppView ViewOf(LiveApp app) => new(
            app.ClientId, app.Details.Name, app.Details.OrganizationName, app.Details.Description, app.Details.OrganizationWebsite,
            [new("Privacy policy", app.Details.PrivacyPolicyUrl), new("Security policy", app.Details.SecurityPolicyUrl), new("Terms of service", app.Details.TermsOfServiceUrl)],
            app.Details.LaunchUrl.Length > 0);
    }

    /// <summary>One entry of <c>/apps.json</c>; what was not given is absent.</summary>
    internal sealed record Entry(
        string ClientId, string Name, string Organization, string Description, string? Website, string? PrivacyPolicy, string? SecurityPolicy, string? TermsOfService,
        string? LaunchUrl, IReadOnlyList<string> Scopes, DateTimeOffset ApprovedAt);

    public sealed class ShowJson(ReviewDb db) : EndpointWithoutRequest<IReadOnlyList<Entry>>
    {
        public override void Configure()
        {
            Get(ReviewPaths.GalleryJson);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            await Send.OkAsync([.. (await Listed(db, ct)).Select(EntryOf)], ct);
        }

        private static Entry EntryOf(LiveApp app) => new(
            app.ClientId, app.Details.Name, app.Details.OrganizationName, app.Details.Description, Given(app.Details.OrganizationWebsite), Given(app.Details.PrivacyPolicyUrl),
            Given(app.Details.SecurityPolicyUrl), Given(app.Details.TermsOfServiceUrl), Given(app.Details.LaunchUrl),
            app.Details.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), app.ApprovedAt);

        private static string? Given(string value) => value.Length > 0 ? value : null;
    }

    private static async Task<List<LiveApp>> Listed(ReviewDb db, CancellationToken ct) =>
        await db.LiveApps.Find(a => !a.Suspended).SortBy(a => a.NameKey).ToListAsync(ct);
}
