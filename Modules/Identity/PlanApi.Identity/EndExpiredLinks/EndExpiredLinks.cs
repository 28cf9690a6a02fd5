using Hangfire;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.EndExpiredLinks;

/// <summary>
/// Removes patient links whose last day has passed, and with them the grants that stand on them: an expired link is not offered any more from
/// that day on, but what was granted earlier has to be ended by someone.
/// </summary>
internal sealed class EndExpiredLinks(IdentityDb db, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var expired = Builders<StoredAccount>.Filter.ElemMatch(a => a.Links, l => l.Until < today);
        using var accounts = await db.Accounts.Find(expired).Project(a => new { a.Id, a.Links }).ToCursorAsync(ct);
        while (await accounts.MoveNextAsync(ct))
        {
            foreach (var (accountId, link) in accounts.Current.SelectMany(a => a.Links.Where(l => l.Until < today).Select(l => (a.Id, l))))
            {
                await End(accountId, link, today, now, ct);
            }
        }
    }

    /// <remarks>The date is in the filter: a link that was renewed meanwhile stays.</remarks>
    private Task End(string accountId, PatientLink link, DateOnly today, DateTimeOffset now, CancellationToken ct) => db.Accounts.UpdateOneAsync(
        Builders<StoredAccount>.Filter.Where(a => a.Id == accountId) & Builders<StoredAccount>.Filter.ElemMatch(a => a.Links, l => l.PatientId == link.PatientId && l.Until < today),
        Builders<StoredAccount>.Update.PullFilter(a => a.Links, l => l.PatientId == link.PatientId).Tell(now, new PatientLinkEnded(accountId, link.PatientId)),
        cancellationToken: ct);
}

/// <summary>Has the job run each hour, on one host of all.</summary>
internal sealed class ScheduleEndOfLinks(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<EndExpiredLinks>("identity.end-expired-links", static j => j.Run(CancellationToken.None), Cron.Hourly);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
