using MongoDB.Driver;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Statuses;

/// <summary>Tells an app's status from its live copy and the latest request that was not withdrawn.</summary>
internal sealed class ReviewStatuses(ReviewDb db) : IReviewStatuses
{
    public async Task<IReadOnlyList<AppReview>> Of(IReadOnlyList<(string AppId, long Revision)> apps, CancellationToken ct)
    {
        var ids = apps.Select(a => a.AppId).ToList();
        var live = (await db.LiveApps.Find(Builders<LiveApp>.Filter.In(a => a.Id, ids)).ToListAsync(ct)).ToDictionary(a => a.Id);
        var latest = (await db.Requests.Find(Builders<ProductionRequest>.Filter.In(r => r.AppId, ids)).ToListAsync(ct))
            .Where(r => r.State != RequestState.Withdrawn)
            .GroupBy(r => r.AppId)
            .ToDictionary(g => g.Key, g => g.MaxBy(r => r.SentAt)!);
        return [.. apps.Select(a => Of(a.AppId, a.Revision, live.GetValueOrDefault(a.AppId), latest.GetValueOrDefault(a.AppId)))];
    }

    private static AppReview Of(string appId, long revision, LiveApp? live, ProductionRequest? latest) => (live, latest?.State) switch
    {
        ({ Suspended: true }, _) => new(appId, ReviewStatus.Suspended, live.SuspendedBecause),
        (null, RequestState.Pending) => new(appId, ReviewStatus.InReview, null),
        (null, RequestState.Rejected) => new(appId, ReviewStatus.Rejected, latest!.Decision?.Reason),
        (null, RequestState.Approved) => new(appId, ReviewStatus.Approved, null),
        (null, _) => new(appId, ReviewStatus.Draft, null),
        (_, RequestState.Pending) => new(appId, ReviewStatus.ApprovedChangesInReview, null),
        (_, RequestState.Rejected) when live.HasUnpublished(revision) => new(appId, ReviewStatus.ApprovedChangesRejected, latest!.Decision?.Reason),
        _ => new(appId, live.HasUnpublished(revision) ? ReviewStatus.ApprovedUnpublishedChanges : ReviewStatus.Approved, null),
    };
}
