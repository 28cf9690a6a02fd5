using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Mails;

namespace PlanApi.ProductionReview.Approve;

internal sealed class QueueApprovedMail(IBackgroundJobClient jobs) : IHandle<AppApproved>
{
    public Task Handle(AppApproved happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<ApprovedMail>(job => job.Run(happened.RequestId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Tells the vendor that members see the app.</summary>
internal sealed class ApprovedMail(ReviewDb db, VendorMail mail, PlanApiSettings settings)
{
    public async Task Run(string requestId, string eventId, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == requestId).FirstAsync(ct);
        await mail.Send(typeof(ApprovedMail), "Approved", eventId, request.About, ct, ("gallery", settings.UrlOf(ProductionReviewPaths.Gallery)), ("client_id", request.ClientId));
    }
}
