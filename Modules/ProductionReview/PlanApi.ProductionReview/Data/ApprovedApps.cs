using MongoDB.Driver;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.ProductionReview.Data;

internal sealed class ApprovedApps(ReviewDb db) : IApprovedApps
{
    public async Task<ApprovedApp?> FindByClientId(string clientId, CancellationToken ct) =>
        (await db.LiveApps.Find(a => a.ClientId == clientId).FirstOrDefaultAsync(ct))?.ToContract();
}
