using FastEndpoints;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.ShowGalleryApp;

/// <param name="MayAsk">What it may ask people for, at most.</param>
/// <param name="Policies">The vendor's policies; an empty path means that none was given.</param>
public sealed record GalleryAppPageView(
    string ClientId, string Name, string? LogoFolder, string Organization, string Website, string Kind, string Description, bool CanLaunch,
    IReadOnlyList<MayAskView> MayAsk, IReadOnlyList<AreaLink> Policies, DateTimeOffset ApprovedAt);

public sealed record MayAskView(string Title, string Meaning);

/// <summary>A live app's own public page: what members want to know before they launch it.</summary>
internal static class ShowGalleryApp
{
    public sealed class Show(ReviewDb db) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ProductionReviewPaths.GalleryApp("{clientId}"));
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var clientId = Route<string>("clientId")!;
            var app = await db.LiveApps.Find(a => a.ClientId == clientId).FirstOrDefaultAsync(ct);
            await Send.ResultAsync(app switch
            {
                null => Html.NotFound,
                { Suspended: true } => Html.Page<MessagePage, MessageView>(new(
                    Texts.Say("{0} is not available", app.Details.Name),
                    [Texts.Say("The plan has suspended this application for now. What you allowed it is kept, and it reads nothing meanwhile.")],
                    new(Texts.Say("Back to the gallery"), ProductionReviewPaths.Gallery))),
                _ => Html.Page<GalleryAppPage, GalleryAppPageView>(ViewOf(app)),
            });
        }

        private static GalleryAppPageView ViewOf(LiveApp app) => new(
            app.ClientId, app.Details.Name, app.Logo?.Folder, app.Details.OrganizationName, app.Details.OrganizationWebsite, AppKind.Of(app.Details), app.Details.Description,
            app.Details.LaunchUrl.Length > 0, MayAskOf(ScopeSet.Parse(app.Details.Scopes)),
            [new(Texts.Say("Privacy policy"), app.Details.PrivacyPolicyUrl), new(Texts.Say("Security policy"), app.Details.SecurityPolicyUrl), new(Texts.Say("Terms of service"), app.Details.TermsOfServiceUrl)],
            app.ApprovedAt);

        /// <summary>Parts of the record as the consent page names them, then what is none.</summary>
        private static IReadOnlyList<MayAskView> MayAskOf(ScopeSet scopes) =>
        [
            .. ScopeCategory.All.Where(c => scopes.Any(s => s.Category == c)).Select(c => new MayAskView(c.Title, c.Meaning)),
            .. scopes.Where(s => s.Text is Scope.OpenId or Scope.FhirUser or Scope.Profile or Scope.OfflineAccess or Scope.OnlineAccess).Select(s => new MayAskView(s.Describe(), "")),
        ];
    }
}
