using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.ProductionReview.Data;

/// <summary>Suspends and reinstates live apps; the state in the filter lets only the first of two do it.</summary>
internal sealed class LiveAppDecisions(ReviewDb db, ListedApps listed)
{
    public async Task<LiveApp?> Find(string appId, CancellationToken ct) => await db.LiveApps.Find(a => a.Id == appId).FirstOrDefaultAsync(ct);

    /// <returns>False when the app is in that state already.</returns>
    public async Task<bool> TryDecide(LiveApp app, Decision decision, object told, CancellationToken ct)
    {
        var suspends = decision.Kind == DecisionKind.Suspended;
        var update = Builders<LiveApp>.Update.Set(a => a.Suspended, suspends).Push(a => a.Decisions, decision).Tell(decision.At, told);
        var result = await db.LiveApps.UpdateOneAsync(a => a.Id == app.Id && a.Suspended == !suspends, update, cancellationToken: ct);
        listed.Changed();
        return result.MatchedCount == 1;
    }
}
