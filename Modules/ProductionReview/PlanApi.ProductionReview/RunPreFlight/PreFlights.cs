using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.RunPreFlight;

/// <summary>The newest pre-flight of each app.</summary>
internal sealed class PreFlights(ReviewDb db, TimeProvider clock)
{
    public async Task<PreFlight?> Find(string appId, CancellationToken ct) => await db.PreFlights.Find(p => p.Id == appId).FirstOrDefaultAsync(ct);

    /// <summary>Asks for a new one, unless one is running.</summary>
    public async Task Ask(string appId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var longAgo = now - PreFlight.Patience;
        var update = Builders<PreFlight>.Update.Set(p => p.AskedAt, now).Set(p => p.Running, true).Tell(now, new PreFlightAsked(appId));
        try
        {
            await db.PreFlights.UpdateOneAsync(p => p.Id == appId && (p.Running == false || p.AskedAt <= longAgo), update, new UpdateOptions { IsUpsert = true }, ct);
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            // It is running: what it finds is what was asked for.
        }
    }

    public Task Keep(string appId, long revision, IReadOnlyList<Point> points, SandboxUse use, CancellationToken ct) => db.PreFlights.UpdateOneAsync(
        p => p.Id == appId,
        Builders<PreFlight>.Update
            .Set(p => p.Running, false)
            .Set(p => p.CheckedAt, clock.GetUtcNow())
            .Set(p => p.Revision, revision)
            .Set(p => p.Points, points)
            .Set(p => p.Use, use),
        cancellationToken: ct);

    /// <summary>The app is gone: nothing is found, and nobody waits.</summary>
    public Task GiveUp(string appId, CancellationToken ct) =>
        db.PreFlights.UpdateOneAsync(p => p.Id == appId, Builders<PreFlight>.Update.Set(p => p.Running, false), cancellationToken: ct);
}
