using FastEndpoints;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using PlanApi.AppRegistry.AppForms;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.AppRegistry.RegisterApp;

public sealed record RegisterAppView(AppFieldsView Fields);

/// <summary>
/// "New Application". Opening the form reserves a client id and secret for the organization, so that both stand in it from the start; they
/// are looked up by the reservation and never read from the form.
/// </summary>
internal static class RegisterApp
{
    private static readonly string[] UsualScopes =
        ["openid", "fhirUser", "offline_access", "launch", "launch/patient", "patient/Patient.read", "patient/Coverage.read", "patient/ExplanationOfBenefit.read"];

    public sealed class Show(Reservations reservations, IVendorOrganizations organizations) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(AppRegistryPaths.New);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var organization = await organizations.Find(User.OrganizationId(), ct);
            var reserved = await reservations.Add(User.OrganizationId(), ct);
            var form = new AppForm
            {
                Reservation = reserved.AppId,
                OAuthType = nameof(ClientOAuthType.AuthorizationCodePkce),
                OrganizationName = organization?.LegalName ?? "",
                OrganizationWebsite = organization?.Website ?? "",
                Scopes = [.. UsualScopes],
                ApplicationType = nameof(ApplicationType.Browser),
            };
            await Send.ResultAsync(PageOf(form, reserved, FormErrors.None));
        }
    }

    public sealed class Submit(Reservations reservations, RegisterAppStore store, OwnApps apps, TimeProvider clock) : FormEndpoint<AppForm>
    {
        public override void Configure()
        {
            PostForm(AppRegistryPaths.New);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(AppForm form, CancellationToken ct)
        {
            var reserved = await reservations.Find(User.OrganizationId(), form.Reservation, ct);
            if (reserved is not null && !ValidationFailed)
            {
                var app = NewApp(reserved, form.ToDetails());
                switch (await store.TryAdd(app, ct))
                {
                    case RegisterAppResult.Added:
                    case RegisterAppResult.SavedBefore when await IsSaved(app, ct):
                        await SeeOther(form.AfterSaving(app.Id));
                        return;
                    case RegisterAppResult.NameTaken:
                        AddError(f => f.Name, AppForm.NameTaken);
                        break;
                    case RegisterAppResult.SavedBefore:
                        reserved = null;
                        break;
                }
            }

            if (reserved is null)
            {
                reserved = await reservations.Add(User.OrganizationId(), ct);
                form = form with { Reservation = reserved.AppId };
                AddError(new ValidationFailure("", "This form was saved before or stood open for more than a day. To save it as another application, with the new client ID below, press the button again"));
            }

            await Show(PageOf(form, reserved, Errors));
        }

        /// <summary>True after a second press of the button: what is saved is what the form says.</summary>
        private async Task<bool> IsSaved(RegisteredApp app, CancellationToken ct) =>
            (await apps.Find(app.OrganizationId, app.Id, ct))?.Details == app.Details;

        private RegisteredApp NewApp(Reservation reserved, AppDetails details) => new(
            reserved.AppId, reserved.ClientId, User.OrganizationId(), User.AccountId(), details, AppName.KeyOf(details.Name), Revision: 1, clock.GetUtcNow())
        { SavedBy = User.DisplayName() };
    }

    private static IResult PageOf(AppForm form, Reservation reserved, FormErrors errors) => Html.Page<RegisterAppPage, RegisterAppView>(
        new(new(form, reserved.ClientId, reserved.Secret, new(reserved.AppId, ReviewStatus.Draft, null), errors)),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
