using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.FollowApp;

/// <summary>Keeps a pending request in step with the app it is about.</summary>
internal sealed class PendingRequests(ReviewDb db, TimeProvider clock)
{
    /// <summary>Brings the app's pending request to this revision, unless it is there or further. The revision in the filter decides races.</summary>
    public async Task Follow(string appId, long revision, AppDetails sandbox, CancellationToken ct)
    {
        while (await Pending(appId, ct) is { } request && request.Revision < revision)
        {
            var update = Builders<ProductionRequest>.Update
                .Set(r => r.Details, ForProduction.Of(sandbox))
                .Set(r => r.Revision, revision)
                .Set(r => r.ChangedAt, clock.GetUtcNow())
                .Set(r => r.Earlier, [.. request.Earlier.TakeLast(ProductionRequest.EarlierKept - 1), new(request.Revision, request.Details)]);
            await db.Requests.UpdateOneAsync(r => r.Id == request.Id && r.State == RequestState.Pending && r.Revision == request.Revision, update, cancellationToken: ct);
        }
    }

    public Task Withdraw(string appId, CancellationToken ct) => db.Requests.UpdateOneAsync(
        r => r.AppId == appId && r.State == RequestState.Pending,
        Builders<ProductionRequest>.Update.Set(r => r.State, RequestState.Withdrawn).Set(r => r.ChangedAt, clock.GetUtcNow()),
        cancellationToken: ct);

    private async Task<ProductionRequest?> Pending(string appId, CancellationToken ct) =>
        await db.Requests.Find(r => r.AppId == appId && r.State == RequestState.Pending).FirstOrDefaultAsync(ct);
}
