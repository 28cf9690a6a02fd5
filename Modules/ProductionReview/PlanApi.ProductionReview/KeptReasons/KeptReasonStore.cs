using MongoDB.Driver;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.KeptReasons;

internal sealed class KeptReasonStore(ReviewDb db)
{
    public const int Most = 100;

    /// <summary>All, oldest first.</summary>
    public async Task<IReadOnlyList<KeptReason>> All(CancellationToken ct) =>
        await db.KeptReasons.Find(FilterDefinition<KeptReason>.Empty).SortBy(r => r.At).Limit(Most).ToListAsync(ct);

    public async Task<KeptReason?> Find(string id, CancellationToken ct) => await db.KeptReasons.Find(r => r.Id == id).FirstOrDefaultAsync(ct);

    public Task Add(KeptReason reason, CancellationToken ct) => db.KeptReasons.InsertOneAsync(reason, cancellationToken: ct);

    public Task Remove(string id, CancellationToken ct) => db.KeptReasons.DeleteOneAsync(r => r.Id == id, ct);
}
