using System.Globalization;
using Hangfire;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.Consent.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Mails;

namespace PlanApi.ProductionReview.TellOfRevocations;

/// <summary>Counts a permission that ended, on the day it is heard of: a day that has been told gets no more.</summary>
internal sealed class CountRevocation(RevocationDb db, TimeProvider clock) : IHandle<GrantRevoked>
{
    public async Task Handle(GrantRevoked happened, string eventId, CancellationToken ct)
    {
        if (happened.Sandbox || happened.Replaced)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var day = TellOfRevocations.DayOf(now);
        var id = $"{happened.ClientId}/{day}";
        await db.Days.UpdateOneAsync(
            d => d.Id == id,
            Builders<RevocationDay>.Update
                .AddToSet(d => d.Grants, happened.GrantId)
                .SetOnInsert(d => d.ClientId, happened.ClientId)
                .SetOnInsert(d => d.Day, day)
                .SetOnInsert(d => d.Told, false)
                .SetOnInsert(d => d.ForgetAt, now.AddDays(30)),
            new UpdateOptions { IsUpsert = true },
            ct);
    }
}

/// <summary>Tells vendors, once a day, how many permissions of their apps ended on the days before.</summary>
internal sealed class TellOfRevocations(RevocationDb db, ReviewDb review, VendorMail mail, TimeProvider clock)
{
    public static string DayOf(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task Run(CancellationToken ct)
    {
        var today = DayOf(clock.GetUtcNow());
        foreach (var day in await db.Days.Find(Builders<RevocationDay>.Filter.Eq(d => d.Told, false) & Builders<RevocationDay>.Filter.Lt(d => d.Day, today)).ToListAsync(ct))
        {
            if (await review.LiveApps.Find(a => a.ClientId == day.ClientId).FirstOrDefaultAsync(ct) is { } app)
            {
                var count = day.Grants.Count;
                await mail.Send(
                    typeof(TellOfRevocations), "Revocations", day.Id.Replace('/', '.'), app.About, ct,
                    ("count", count == 1 ? "one permission" : $"{count} permissions"), ("day", PlainDay.Of(DateOnly.ParseExact(day.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture))));
            }

            await db.Days.UpdateOneAsync(d => d.Id == day.Id, Builders<RevocationDay>.Update.Set(d => d.Told, true), cancellationToken: ct);
        }
    }
}

/// <summary>Has the job run each morning, on one host of all.</summary>
internal sealed class ScheduleTellingOfRevocations(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<TellOfRevocations>("production-review.tell-of-revocations", static j => j.Run(CancellationToken.None), Cron.Daily(6));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
