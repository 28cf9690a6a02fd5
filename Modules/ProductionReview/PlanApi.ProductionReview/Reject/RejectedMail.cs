using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Mails;

namespace PlanApi.ProductionReview.Reject;

internal sealed class QueueRejectedMail(IBackgroundJobClient jobs) : IHandle<RequestRejected>
{
    public Task Handle(RequestRejected happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<RejectedMail>(job => job.Run(happened.RequestId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Tells the vendor why the request was turned down.</summary>
internal sealed class RejectedMail(ReviewDb db, VendorMail mail)
{
    public async Task Run(string requestId, string eventId, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == requestId).FirstAsync(ct);
        var decision = request.Decision ?? throw new InvalidOperationException("A rejected request carries its decision.");
        await mail.Send(
            typeof(RejectedMail), "Rejected", eventId, request.About, ct, ("reason", decision.Reason), ("criterion", Criterion.Find(decision.Criterion)?.Title ?? ""));
    }
}
