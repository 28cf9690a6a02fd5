using System.Globalization;
using FastEndpoints;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using PlanApi.AppRegistry.AppForms;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.AppRegistry.EditApp;

/// <param name="SavedMeanwhile">What someone else saved while the form stood open, where it differs from what is typed here.</param>
public sealed record EditAppView(string AppId, string SavedName, AppFieldsView Fields, IReadOnlyList<SavedFieldView> SavedMeanwhile);

/// <summary>A field that now holds something else than the form.</summary>
public sealed record SavedFieldView(string Field, string Saved);

/// <summary>"Edit". The form names the revision it was opened on; a save on an older one is told instead of overwriting.</summary>
internal static class EditApp
{
    public static readonly string Path = AppRegistryPaths.Edit("{id}");

    public sealed class Show(OwnApps apps, IReviewStatuses reviews) : EndpointWithoutRequest
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

            await Send.ResultAsync(await PageOf(app, AppForm.Of(app.Saved, app.Revision), [], FormErrors.None, reviews, ct));
        }
    }

    public sealed class Submit(OwnApps apps, EditAppStore store, IReviewStatuses reviews) : FormEndpoint<AppForm>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(AppForm form, CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            IReadOnlyList<SavedFieldView> meanwhile = [];
            if (!ValidationFailed)
            {
                var result = await store.TrySave(app, form.ToDetails(), RevisionOf(form), User.DisplayName(), ct);
                if (result is EditAppResult.Saved)
                {
                    await SeeOther(form.AfterSaving(app.Id));
                    return;
                }

                if (result is EditAppResult.NameTaken)
                {
                    AddError(f => f.Name, AppForm.NameTaken);
                }
                else if (await apps.Find(app.OrganizationId, app.Id, ct) is { } newer)
                {
                    meanwhile = Differences.Between(newer.Saved, form.ToDetails());
                    form = form with { Revision = $"{newer.Revision}" };
                    AddError(new ValidationFailure("", "This application was saved by someone else, or in another window, while this form was open"));
                }
                else
                {
                    await Send.ResultAsync(Html.NotFound);
                    return;
                }
            }

            await Show(await PageOf(app, form, meanwhile, Errors, reviews, ct));
        }

        private static long RevisionOf(AppForm form) => long.TryParse(form.Revision, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
    }

    private static async Task<IResult> PageOf(
        RegisteredApp app, AppForm form, IReadOnlyList<SavedFieldView> meanwhile, FormErrors errors, IReviewStatuses reviews, CancellationToken ct)
    {
        var review = await reviews.Of([(app.Id, app.Revision)], ct);
        return Html.Page<EditAppPage, EditAppView>(
            new(app.Id, app.Saved.Name, new(form, app.ClientId, null, review[0], errors), meanwhile),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
