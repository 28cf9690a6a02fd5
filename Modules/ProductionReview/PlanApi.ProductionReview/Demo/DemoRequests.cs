using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Approve;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.SendRequest;

namespace PlanApi.ProductionReview.Demo;

/// <summary>One app that members can use, and one request that waits for the reviewer.</summary>
internal sealed class DemoRequests(ReviewDb db, ISandboxApps apps, IAccounts accounts, SendRequestStore requests, Publishing publishing, TimeProvider clock) : IDemoData
{
    public int Order => 50;

    public async Task Add(CancellationToken ct)
    {
        await AddApproved(await Find(DemoPlan.HealthViewerClientId, ct), ct);
        var pending = await Find(DemoPlan.CareCompassClientId, ct);
        await requests.TryAdd(RequestOf(pending, ForProduction.Of(pending.Details), RequestState.Pending), ct);
    }

    private async Task<SandboxApp> Find(string clientId, CancellationToken ct) =>
        await apps.FindByClientId(clientId, ct) ?? throw new InvalidOperationException($"The demo app {clientId} was not made.");

    /// <remarks>The sample is served by this very host, so its addresses may be loopback ones. No request could carry them; the decision is written directly.</remarks>
    private async Task AddApproved(SandboxApp app, CancellationToken ct)
    {
        if (await db.LiveApps.Find(a => a.Id == app.AppId).AnyAsync(ct))
        {
            return;
        }

        var reviewer = await accounts.FindByEmail(Realm.Staff, DemoPlan.Reviewer, ct) ?? throw new InvalidOperationException("The demo reviewer was not made.");
        var request = RequestOf(app, app.Details, RequestState.Approved) with
        {
            Decision = new(NewId.From(clock), DecisionKind.Approved, reviewer.AccountId, reviewer.DisplayName, clock.GetUtcNow(), Criterion: null, Reason: ""),
        };
        await db.Requests.InsertOneAsync(request, cancellationToken: ct);
        await publishing.Publish(request.Id, ct);
    }

    private ProductionRequest RequestOf(SandboxApp app, AppDetails details, RequestState state)
    {
        var now = clock.GetUtcNow();
        return new(NewId.At(now), app.AppId, app.ClientId, app.OrganizationId, app.CreatedBy, details, app.Revision, state, SentAt: now, ChangedAt: now);
    }
}
