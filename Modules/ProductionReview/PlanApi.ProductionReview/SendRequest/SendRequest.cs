using System.Globalization;
using FastEndpoints;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Details;
using PlanApi.ProductionReview.RunPreFlight;

namespace PlanApi.ProductionReview.SendRequest;

/// <summary>"Send Request": shows the vendor what production would use, and sends a snapshot of it to the reviewers.</summary>
internal static class SendRequest
{
    public static readonly string Path = ProductionReviewPaths.Request("{id}");

    public sealed record Form
    {
        /// <summary>The revision that the vendor saw.</summary>
        public string Revision { get; init; } = "";
    }

    public sealed class Show(ISandboxApps apps, SendRequestStore store, PreFlights preFlights, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await apps.Find(Route<string>("id")!, ct) is not { } app || app.OrganizationId != User.OrganizationId())
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var preFlight = PreFlightOf(app, await preFlights.Find(app.AppId, ct), clock);
            await Send.ResultAsync(PageOf(app, await store.StandingOf(app.AppId, ct), preFlight, FormErrors.None));
        }
    }

    public sealed class Submit(ISandboxApps apps, SendRequestStore store, PreFlights preFlights, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await apps.Find(Route<string>("id")!, ct) is not { } app || app.OrganizationId != User.OrganizationId())
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var standing = await store.StandingOf(app.AppId, ct);
            if (standing.Pending is null && ProblemWith(app, standing, form) is { } problem)
            {
                AddError(new ValidationFailure("", problem));
                await Show(PageOf(app, standing, PreFlightOf(app, await preFlights.Find(app.AppId, ct), clock), Errors));
                return;
            }

            // When a request is pending already, the button was pressed twice: the one that is there follows the app anyway.
            await store.TryAdd(NewRequest(app), ct);
            await SeeOther(ProductionReviewPaths.Request(app.AppId));
        }

        private static string? ProblemWith(SandboxApp app, Standing standing, Form form)
        {
            var details = ForProduction.Of(app.Details);
            return ForProduction.Missing(details).Count > 0 ? "The request cannot be sent yet: see below what is missing"
                : IsLive(app, details, standing) ? "Production uses these details already"
                : form.Revision != app.Revision.ToString(CultureInfo.InvariantCulture) ? "The application was saved after you opened this page. Look at the details below, then send the request"
                : null;
        }

        private ProductionRequest NewRequest(SandboxApp app)
        {
            var now = clock.GetUtcNow();
            return new(
                NewId.At(now), app.AppId, app.ClientId, app.OrganizationId, app.CreatedBy, ForProduction.Of(app.Details), app.Revision, RequestState.Pending, SentAt: now, ChangedAt: now);
        }
    }

    /// <summary>Whether production has the same details and the same logo, for which there is then nothing to send.</summary>
    private static bool IsLive(SandboxApp app, AppDetails details, Standing standing) =>
        details == standing.Live?.Details && app.LogoHash == (standing.Live.Logo?.Hash ?? "");

    private static PreFlightView PreFlightOf(SandboxApp app, PreFlight? found, TimeProvider clock) =>
        PreFlightView.Of(found, ProductionReviewPaths.Request(app.AppId), app.Revision, clock.GetUtcNow());

    private static IResult PageOf(SandboxApp app, Standing standing, PreFlightView preFlight, FormErrors errors)
    {
        var details = standing.Pending?.Details ?? ForProduction.Of(app.Details);
        return Html.Page<SendRequestPage, SendRequestView>(
            new(app.AppId, app.Details.Name, app.Revision, standing.Pending?.SentAt, standing.Pending is null && IsLive(app, details, standing),
                standing.Pending is null ? standing.RejectedBecause : null, ForProduction.Missing(details), ForProduction.Recommended(details),
                ForProduction.LeftOut(app.Details), DetailRowView.Of(details, standing.Live?.Details), preFlight, errors),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
