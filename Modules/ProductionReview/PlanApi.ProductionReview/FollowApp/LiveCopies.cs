using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.FollowApp;

/// <summary>Notes when a sandbox copy is what production uses again, so that no unpublished changes are told.</summary>
internal sealed class LiveCopies(ReviewDb db)
{
    public async Task NoteIfSame(string appId, long revision, AppDetails sandbox, CancellationToken ct)
    {
        var live = await db.LiveApps.Find(a => a.Id == appId).FirstOrDefaultAsync(ct);
        if (live is not null && revision > live.Revision && (sandbox == live.Details || ForProduction.Of(sandbox) == live.Details))
        {
            await db.LiveApps.UpdateOneAsync(
                a => a.Id == appId && a.Revision == live.Revision, Builders<LiveApp>.Update.Max(a => a.SameAgainAt, revision), cancellationToken: ct);
        }
    }
}
