using System.Globalization;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.AppRegistry.LaunchApp;

/// <param name="Missing">What the app or the sandbox lacks, each with the page that mends it.</param>
/// <param name="Chosen">The id of the patient that is ticked.</param>
public sealed record LaunchAppView(
    string AppId, string Name, string LaunchUrl, IReadOnlyList<AreaLink> Missing, IReadOnlyList<Choice> Patients, string Chosen, FormErrors Errors);

/// <summary>"Launch App": opens the app as a portal does, for one synthetic patient (SMART App Launch 2.2, EHR launch).</summary>
internal static class LaunchApp
{
    public static readonly string Path = AppPaths.Launch("{id}");

    public sealed record Form
    {
        public string Patient { get; init; } = "";
    }

    public sealed class Show(OwnApps apps, ISandboxPatients patients) : EndpointWithoutRequest
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

            await Send.ResultAsync(PageOf(app, await patients.Of(app.OrganizationId, ct), FormErrors.None));
        }
    }

    public sealed class Submit(OwnApps apps, ISandboxPatients patients, ILaunchContexts launches, PlanApiSettings settings) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var own = await patients.Of(app.OrganizationId, ct);
            if (own.All(p => p.PatientId != form.Patient) || MissingIn(app, own).Any())
            {
                AddError(f => f.Patient, "Choose one of your synthetic patients");
                await Show(PageOf(app, own, Errors));
                return;
            }

            var launch = await launches.Create(new(Sandbox: true, app.ClientId, User.AccountId(), form.Patient), ct);
            var url = QueryHelpers.AddQueryString(app.Saved.LaunchUrl, new Dictionary<string, string?>
            {
                ["iss"] = settings.UrlOf(PatientAccessPaths.SandboxFhir),
                ["launch"] = launch,
            });
            await Show(Html.Page<ContinuePage, ContinueView>(new(url)));
        }
    }

    private static IResult PageOf(RegisteredApp app, IReadOnlyList<PatientSummary> patients, FormErrors errors) => Html.Page<LaunchAppPage, LaunchAppView>(
        new(app.Id, app.Saved.Name, app.Saved.LaunchUrl, [.. MissingIn(app, patients)], [.. patients.Select(ChoiceOf)], patients.Count > 0 ? patients[0].PatientId : "", errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static IEnumerable<AreaLink> MissingIn(RegisteredApp app, IReadOnlyList<PatientSummary> patients)
    {
        if (app.Saved.LaunchUrl.Length == 0)
        {
            yield return new("A Launch URL: edit the application", AppRegistryPaths.Edit(app.Id));
        }

        if (app.Saved.RedirectUrls.Count == 0)
        {
            yield return new("A Redirect URL: edit the application", AppRegistryPaths.Edit(app.Id));
        }

        if (patients.Count == 0)
        {
            yield return new("A synthetic patient: initialize one", PatientAccessPaths.Initialize);
        }
    }

    private static Choice ChoiceOf(PatientSummary patient) => new(
        patient.PatientId, patient.DisplayName, patient.BirthDate is { } born ? $"Born {born.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture)}" : null);
}
