using MongoDB.Driver;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.ClaimRequest;

/// <summary>Who looks after which request: the claim that a person saw stands in the filter of the write, so that of two at once one is told.</summary>
internal sealed class Claims(ReviewDb db)
{
    public async Task<ProductionRequest?> Find(string requestId, CancellationToken ct) => await db.Requests.Find(r => r.Id == requestId).FirstOrDefaultAsync(ct);

    /// <param name="from">The account that had it, as the person saw; null for nobody.</param>
    /// <returns>False when the request is decided, or the claim was another's by then.</returns>
    public async Task<bool> TryTake(string requestId, string? from, Claim claim, CancellationToken ct)
    {
        var where = Builders<ProductionRequest>.Filter;
        var filter = where.Eq(r => r.Id, requestId) & where.Eq(r => r.State, RequestState.Pending) & (from is null ? where.Eq(r => r.Claim, null) : where.Eq(r => r.Claim!.AccountId, from));
        var result = await db.Requests.UpdateOneAsync(filter, Builders<ProductionRequest>.Update.Set(r => r.Claim, claim), cancellationToken: ct);
        return result.MatchedCount == 1;
    }

    /// <summary>Gives it back, if it is this account's.</summary>
    public Task Release(string requestId, string accountId, CancellationToken ct) => db.Requests.UpdateOneAsync(
        r => r.Id == requestId && r.State == RequestState.Pending && r.Claim!.AccountId == accountId,
        Builders<ProductionRequest>.Update.Unset(r => r.Claim),
        cancellationToken: ct);
}
