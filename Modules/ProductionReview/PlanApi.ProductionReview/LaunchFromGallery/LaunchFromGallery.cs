using FastEndpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.LaunchFromGallery;

/// <param name="Chosen">The id of the patient that is ticked.</param>
public sealed record LaunchFromGalleryView(string ClientId, string Name, string Organization, IReadOnlyList<Choice> Patients, string Chosen, FormErrors Errors);

/// <summary>"Launch" in the gallery: opens an approved app for the member, or for someone the member represents (SMART App Launch 2.2, EHR launch).</summary>
internal static class LaunchFromGallery
{
    public static readonly string Path = ReviewPaths.LaunchFromGallery("{clientId}");

    public sealed record Form
    {
        public string Patient { get; init; } = "";
    }

    public sealed class Show(IApprovedApps apps, OwnPatients patients) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await apps.FindByClientId(Route<string>("clientId")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            await Send.ResultAsync(PageOf(app, await patients.Of(User.AccountId(), ct), FormErrors.None));
        }
    }

    public sealed class Submit(IApprovedApps apps, OwnPatients patients, ILaunchContexts launches, PlanApiSettings settings) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await apps.FindByClientId(Route<string>("clientId")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var own = await patients.Of(User.AccountId(), ct);
            if (ReasonNotTo(app, own) is not null || own.All(p => p.Value != form.Patient))
            {
                AddError(f => f.Patient, Texts.Say("Choose whose record the application may ask for"));
                await Show(PageOf(app, own, Errors));
                return;
            }

            var launch = await launches.Create(new(Sandbox: false, app.ClientId, User.AccountId(), form.Patient), ct);
            var url = QueryHelpers.AddQueryString(app.LaunchUrl, new Dictionary<string, string?>
            {
                ["iss"] = settings.UrlOf(PatientAccessPaths.Fhir),
                ["launch"] = launch,
            });
            await Show(Html.Page<ContinuePage, ContinueView>(new(url)));
        }
    }

    private static IResult PageOf(ApprovedApp app, IReadOnlyList<Choice> patients, FormErrors errors) => ReasonNotTo(app, patients) is { } reason
        ? Html.Page<MessagePage, MessageView>(reason)
        : Html.Page<LaunchFromGalleryPage, LaunchFromGalleryView>(
            new(app.ClientId, app.Name, app.OrganizationName, patients, patients[0].Value, errors),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static MessageView? ReasonNotTo(ApprovedApp app, IReadOnlyList<Choice> patients) => app switch
    {
        { Suspended: true } => Message(
            Texts.Say("{0} is not available", app.Name), BackToGallery, Texts.Say("The plan has suspended this application for now. What you allowed it is kept, and it reads nothing meanwhile.")),
        { LaunchUrl.Length: 0 } => Message(
            Texts.Say("{0} starts on its own", app.Name), app.OrganizationWebsite.Length > 0 ? new(Texts.Say("Visit its website"), app.OrganizationWebsite) : BackToGallery,
            Texts.Say("This application cannot be opened from here. Start it where you have it; it sends you here to sign in.")),
        _ when patients.Count == 0 => Message(
            Texts.Say("No health record yet"), BackToGallery, Texts.Say("Your account is not linked to a health record of the plan, so there is nothing an application could read."),
            Texts.Say("If you think it should be, call the number on your member card.")),
        _ => null,
    };

    private static AreaLink BackToGallery => new(Texts.Say("Back to the gallery"), ProductionReviewPaths.Gallery);

    private static MessageView Message(string title, AreaLink next, params IReadOnlyList<string> paragraphs) => new(title, paragraphs, next) { Area = Area.Member };
}
