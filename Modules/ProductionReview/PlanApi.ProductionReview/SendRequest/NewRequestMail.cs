using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.SendRequest;

internal sealed class QueueNewRequestMails(IBackgroundJobClient jobs, IAccounts accounts) : IHandle<RequestSent>
{
    public async Task Handle(RequestSent happened, string eventId, CancellationToken ct)
    {
        foreach (var reviewer in await accounts.Staff(ct))
        {
            jobs.Enqueue<NewRequestMail>(job => job.Run(happened.RequestId, reviewer.AccountId, eventId, CancellationToken.None));
        }
    }
}

/// <summary>Tells one reviewer that a request waits.</summary>
internal sealed class NewRequestMail(ReviewDb db, IAccounts accounts, IMailer mailer, PlanApiSettings settings)
{
    public async Task Run(string requestId, string accountId, string eventId, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == requestId).FirstAsync(ct);
        if (await accounts.Find(accountId, ct) is not { Disabled: false } reviewer)
        {
            return;
        }

        await mailer.Send(
            MailTemplate.Render(typeof(NewRequestMail), "NewRequest", $"{eventId}.{accountId}", reviewer.Email, new Dictionary<string, string>
            {
                ["name"] = reviewer.DisplayName,
                ["app"] = request.Details.Name,
                ["organization"] = request.Details.OrganizationName,
                ["link"] = settings.UrlOf(ReviewPaths.Review(request.Id)),
            }),
            ct);
    }
}
