using FastEndpoints;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Gallery;

/// <param name="Listed">How many apps there are.</param>
/// <param name="Found">How many of them fit the search.</param>
/// <param name="Pages">At least 1.</param>
public sealed record GalleryView(GallerySearch Search, int Listed, int Found, int Pages, IReadOnlyList<GalleryAppView> Apps);

/// <param name="Kind">Category and platforms, in words.</param>
public sealed record GalleryAppView(string ClientId, string Name, string? LogoFolder, string Organization, string Kind, string Description, string Website, bool CanLaunch)
{
    internal static GalleryAppView Of(LiveApp app) => new(
        app.ClientId, app.Details.Name, app.Logo?.Folder, app.Details.OrganizationName, AppKind.Of(app.Details), app.Details.Description, app.Details.OrganizationWebsite,
        app.Details.LaunchUrl.Length > 0);
}

/// <summary>The public gallery: every approved app that is not suspended, by name, for people and for machines.</summary>
internal static class Gallery
{
    private const int OnPage = 24;

    public sealed class Show(ListedApps apps) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ProductionReviewPaths.Gallery);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var (listed, search) = (await apps.Current(ct), GallerySearch.Of(HttpContext.Request.Query));
            var found = search.In(listed);
            var pages = Math.Max(1, (found.Count + OnPage - 1) / OnPage);
            search = search with { Page = Math.Min(search.Page, pages) };
            await Send.ResultAsync(Html.Page<GalleryPage, GalleryView>(
                new(search, listed.Count, found.Count, pages, [.. found.Skip((search.Page - 1) * OnPage).Take(OnPage).Select(GalleryAppView.Of)])));
        }
    }

    /// <summary>One entry of <c>/apps.json</c>; what was not given is absent.</summary>
    internal sealed record Entry(
        string ClientId, string Name, string Organization, string Description, string Category, IReadOnlyList<string> Platforms, string Page, string? Logo, string? Website,
        string? PrivacyPolicy, string? SecurityPolicy, string? TermsOfService, string? LaunchUrl, IReadOnlyList<string> Scopes, DateTimeOffset ApprovedAt);

    /// <summary>The whole list, or what a search finds of it.</summary>
    public sealed class ShowJson(ListedApps apps, PlanApiSettings settings) : EndpointWithoutRequest<IReadOnlyList<Entry>>
    {
        public override void Configure()
        {
            Get(ReviewPaths.GalleryJson);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            await Send.OkAsync([.. GallerySearch.Of(HttpContext.Request.Query).In(await apps.Current(ct)).Select(EntryOf)], ct);
        }

        private Entry EntryOf(LiveApp app) => new(
            app.ClientId, app.Details.Name, app.Details.OrganizationName, app.Details.Description, $"{app.Details.Category}", [.. app.Details.Platforms.Select(p => $"{p}")],
            settings.UrlOf(ProductionReviewPaths.GalleryApp(app.ClientId)), app.Logo is { } logo ? settings.UrlOf(AppPicture.File(logo.Folder, AppPicture.Large)) : null,
            Given(app.Details.OrganizationWebsite), Given(app.Details.PrivacyPolicyUrl), Given(app.Details.SecurityPolicyUrl), Given(app.Details.TermsOfServiceUrl),
            Given(app.Details.LaunchUrl), app.Details.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), app.ApprovedAt);

        private static string? Given(string value) => value.Length > 0 ? value : null;
    }
}
