using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Mails;

namespace PlanApi.ProductionReview.SendRequest;

internal sealed class QueueRequestReceivedMail(IBackgroundJobClient jobs) : IHandle<RequestSent>
{
    public Task Handle(RequestSent happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<RequestReceivedMail>(job => job.Run(happened.RequestId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Tells the vendor that the request has arrived.</summary>
internal sealed class RequestReceivedMail(ReviewDb db, VendorMail mail, PlanApiSettings settings)
{
    public async Task Run(string requestId, string eventId, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == requestId).FirstAsync(ct);
        await mail.Send(typeof(RequestReceivedMail), "RequestReceived", eventId, request.About, ct, ("link", settings.UrlOf(ProductionReviewPaths.Request(request.AppId))));
    }
}
