using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Mails;

namespace PlanApi.ProductionReview.ReinstateApp;

internal sealed class QueueReinstatedMail(IBackgroundJobClient jobs) : IHandle<AppReinstated>
{
    public Task Handle(AppReinstated happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<ReinstatedMail>(job => job.Run(happened.AppId, happened.DecisionId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Tells the vendor that the app runs again.</summary>
internal sealed class ReinstatedMail(ReviewDb db, VendorMail mail)
{
    public async Task Run(string appId, string decisionId, string eventId, CancellationToken ct)
    {
        var app = await db.LiveApps.Find(a => a.Id == appId).FirstAsync(ct);
        var decision = app.Decisions.First(d => d.Id == decisionId);
        await mail.Send(typeof(ReinstatedMail), "Reinstated", eventId, app.About, ct, ("reason", decision.Reason));
    }
}
