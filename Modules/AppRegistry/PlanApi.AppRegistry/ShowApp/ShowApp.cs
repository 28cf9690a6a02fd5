using FastEndpoints;
using MongoDB.Driver;
using PlanApi.AppRegistry.AppForms;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.AppRegistry.FetchLogo;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.AppRegistry.ShowApp;

public sealed record ShowAppView(
    string AppId, string Name, string ClientId, CredentialView Credential, AppReview Review, IReadOnlyList<DetailLineView> Lines, long Revision, DateTimeOffset SavedAt, bool TakesSecret,
    string SandboxFhir, string ProductionFhir, LogoView Logo, string SavedBy, string? Notice);

/// <param name="EarlierUntil">How long the secret before the last replacement is still taken; null when it is not.</param>
public sealed record CredentialView(DateTimeOffset MadeAt, DateTimeOffset? EarlierUntil, DateTimeOffset? LastShown, string? LastShownTo);

public sealed record DetailLineView(string Label, string Value);

/// <summary>One application: its status, credentials and details.</summary>
internal static class ShowApp
{
    public static readonly string Path = AppRegistryPaths.App("{id}");

    public sealed class Show(OwnApps apps, AppRegistryDb db, IReviewStatuses reviews, PlanApiSettings settings, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var review = await reviews.Of([(app.Id, app.Revision)], ct);
            var credential = await db.Credentials.Find(c => c.Id == app.ClientId).FirstAsync(ct);
            await Send.ResultAsync(Html.Page<ShowAppPage, ShowAppView>(new(
                app.Id, app.Saved.Name, app.ClientId, ViewOf(credential), review[0], [.. AppDetailLine.Of(app.Saved).Where(l => l.Shown).Select(l => new DetailLineView(l.Label, l.Value))],
                app.Revision, app.SavedAt, app.Saved.OAuthType is ClientOAuthType.AuthorizationCodeSecret, settings.UrlOf(PatientAccessPaths.SandboxFhir), settings.UrlOf(PatientAccessPaths.Fhir), LogoView.Of(app, clock.GetUtcNow()), app.SavedBy, Notice())));
        }

        private CredentialView ViewOf(ClientCredential credential) => new(
            credential.MadeAt,
            credential.Earlier is { } earlier && earlier.Until > clock.GetUtcNow() ? earlier.Until : null,
            credential.LastShown?.At,
            credential.LastShown?.Name);

        private string? Notice() => HttpContext.Request.Query.ContainsKey(AppForm.Saved) ? "The application is saved." : null;
    }
}
