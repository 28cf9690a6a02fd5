using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.SendRequest;

/// <summary>An app's live copy, its pending request, and why the last one was turned down, as far as there are any.</summary>
internal sealed record Standing(LiveApp? Live, ProductionRequest? Pending, string? RejectedBecause);

internal sealed class SendRequestStore(ReviewDb db)
{
    public async Task<Standing> StandingOf(string appId, CancellationToken ct)
    {
        var live = await db.LiveApps.Find(a => a.Id == appId).FirstOrDefaultAsync(ct);
        var requests = await db.Requests.Find(r => r.AppId == appId).SortByDescending(r => r.SentAt).ToListAsync(ct);
        var latest = requests.Find(r => r.State != RequestState.Withdrawn);
        return new(live, latest?.State == RequestState.Pending ? latest : null, latest?.State == RequestState.Rejected ? latest.Decision?.Reason : null);
    }

    /// <returns>False when a request of this app is pending already: the unique index decides.</returns>
    public async Task<bool> TryAdd(ProductionRequest request, CancellationToken ct)
    {
        try
        {
            await db.Requests.InsertOneAsync(request.Tell(request.SentAt, new RequestSent(request.Id, request.AppId)), cancellationToken: ct);
            return true;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            return false;
        }
    }
}
