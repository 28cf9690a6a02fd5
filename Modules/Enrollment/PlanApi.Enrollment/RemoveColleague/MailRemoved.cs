using Hangfire;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Enrollment.Data;

namespace PlanApi.Enrollment.RemoveColleague;

/// <summary>Tells someone who was removed, and forgets the address then: the account that held it is gone.</summary>
internal sealed class MailRemoved(EnrollmentDb db, IMailer mailer)
{
    public async Task Run(string organizationId, string accountId, string eventId, CancellationToken ct)
    {
        var organization = await db.Organizations.Find(o => o.Id == organizationId).FirstOrDefaultAsync(ct);
        if (organization?.Removed.FirstOrDefault(r => r.AccountId == accountId) is not { Email.Length: > 0 } person)
        {
            return;
        }

        await mailer.Send(
            MailTemplate.Render(typeof(MailRemoved), "Removed", eventId, person.Email, new Dictionary<string, string>
            {
                ["name"] = person.Name,
                ["organization"] = organization.LegalName,
            }),
            ct);
        await db.Organizations.UpdateOneAsync(
            o => o.Id == organizationId,
            Builders<StoredOrganization>.Update.Set("removed.$[person].email", "").Set("removed.$[person].name", ""),
            new UpdateOptions { ArrayFilters = [new BsonDocumentArrayFilterDefinition<BsonDocument>(new BsonDocument("person.accountId", accountId))] },
            ct);
    }
}

internal sealed class QueueMailOfRemoval(IBackgroundJobClient jobs) : IHandle<ColleagueRemoved>
{
    public Task Handle(ColleagueRemoved happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<MailRemoved>(j => j.Run(happened.OrganizationId, happened.AccountId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}
