using Hangfire;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.RunPreFlight;

/// <summary>A request that was just sent meets the reviewer with fresh evidence.</summary>
internal sealed class AskOnceSent(PreFlights preFlights) : IHandle<RequestSent>
{
    public Task Handle(RequestSent happened, string eventId, CancellationToken ct) => preFlights.Ask(happened.AppId, ct);
}

internal sealed class QueuePreFlight(IBackgroundJobClient jobs) : IHandle<PreFlightAsked>
{
    public Task Handle(PreFlightAsked happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<PreFlightJob>(job => job.Run(happened.AppId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Looks at an app as it would be in production, and at what the sandbox saw it do. Run again, it finds out anew.</summary>
internal sealed class PreFlightJob(ISandboxApps apps, PreFlights preFlights, LinkCheck links, ISandboxCalls oauth, IAccessLog fhir, IRehearsals rehearsals, TimeProvider clock)
{
    /// <summary>How many of the newest calls, of each kind, are looked at.</summary>
    private const int Newest = 2000;

    public async Task Run(string appId, CancellationToken ct)
    {
        if (await apps.Find(appId, ct) is not { } app)
        {
            await preFlights.GiveUp(appId, ct);
            return;
        }

        var details = ForProduction.Of(app.Details);
        var facts = new SandboxFacts(
            await oauth.Of(app.ClientId, Newest, ct), await fhir.OfSandboxApp(app.ClientId, Newest, ct), await rehearsals.PermissionsRevokedAt(app.ClientId, ct), clock.GetUtcNow());
        var answers = await Task.WhenAll(AppLink.Of(details).Select(link => links.Check(link, ct)));
        await preFlights.Keep(appId, app.Revision, [DetailsPoint(details), .. answers, .. SandboxPoints.Of(details, facts)], facts.Use, ct);
    }

    private static Point DetailsPoint(AppDetails details) => ForProduction.Missing(details) is { Count: > 0 } missing
        ? new("Required details", PointOutcome.Wanting, $"Missing: {string.Join("; ", missing)}")
        : new("Required details", PointOutcome.Fine, "All are there");
}
