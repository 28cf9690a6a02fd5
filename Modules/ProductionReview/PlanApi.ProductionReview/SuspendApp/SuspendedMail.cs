using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Mails;

namespace PlanApi.ProductionReview.SuspendApp;

internal sealed class QueueSuspendedMail(IBackgroundJobClient jobs) : IHandle<AppSuspended>
{
    public Task Handle(AppSuspended happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<SuspendedMail>(job => job.Run(happened.AppId, happened.DecisionId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Tells the vendor why the app was suspended.</summary>
internal sealed class SuspendedMail(ReviewDb db, VendorMail mail)
{
    public async Task Run(string appId, string decisionId, string eventId, CancellationToken ct)
    {
        var app = await db.LiveApps.Find(a => a.Id == appId).FirstAsync(ct);
        var decision = app.Decisions.First(d => d.Id == decisionId);
        await mail.Send(
            typeof(SuspendedMail), "Suspended", eventId, app.About, ct, ("reason", decision.Reason), ("criterion", Criterion.Find(decision.Criterion)?.Title ?? ""));
    }
}
