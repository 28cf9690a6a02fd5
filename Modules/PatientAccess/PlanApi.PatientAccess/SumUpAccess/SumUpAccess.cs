using Hangfire;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;

namespace PlanApi.PatientAccess.SumUpAccess;

/// <summary>
/// Counts what the access entries tell of apps in production: each app's calls by day, and of how many patients data went to an app in a year or month. It goes through
/// whole days and writes what they come to, so it may be broken off and run again at any time.
/// </summary>
internal sealed class SumUpAccess(PatientAccessDb db, TimeProvider clock)
{
    private const int Batch = 1000;

    /// <summary>Yesterday once more too: its last hour was not over when it was counted.</summary>
    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var day in new[] { today.AddDays(-1), today })
        {
            await Day(day, ct);
        }

        foreach (var period in Periods.Of(today.AddDays(-1)).Union(Periods.Of(today)))
        {
            await Count(period, now, ct);
        }
    }

    private async Task Day(DateOnly day, CancellationToken ct)
    {
        var (calls, patients) = (new Dictionary<(string ClientId, int Status), long>(), new HashSet<string>());
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var (from, before) = (NewId.FirstOf(start), NewId.FirstOf(start.AddDays(1)));
        using var entries = await db.AuditEvents.Find(Builders<AccessEntry>.Filter.Gte(e => e.Id, from) & Builders<AccessEntry>.Filter.Lt(e => e.Id, before))
            .Project(e => new { e.Sandbox, e.ClientId, e.PatientId, e.Calls }).ToCursorAsync(ct);
        while (await entries.MoveNextAsync(ct))
        {
            foreach (var entry in entries.Current.Where(e => !e.Sandbox))
            {
                foreach (var call in entry.Calls)
                {
                    calls[(entry.ClientId, call.Status)] = calls.GetValueOrDefault((entry.ClientId, call.Status)) + 1;
                }

                if (entry.Calls.Any(c => c.Count > 0))
                {
                    patients.Add(entry.PatientId);
                }
            }
        }

        await Save(calls.GroupBy(c => c.Key.ClientId).Select(app =>
            AppDaySum.Of(app.Key, day, [.. app.Select(c => new StatusCount(c.Key.Status, c.Value)).OrderBy(c => c.Status)])), ct);
        await Note(patients, day, ct);
    }

    private async Task Save(IEnumerable<AppDaySum> days, CancellationToken ct)
    {
        foreach (var some in days.Chunk(Batch))
        {
            await db.AppDays.BulkWriteAsync(some.Select(d => new ReplaceOneModel<AppDaySum>(Builders<AppDaySum>.Filter.Eq(s => s.Id, d.Id), d) { IsUpsert = true }), cancellationToken: ct);
        }
    }

    private async Task Note(IEnumerable<string> patients, DateOnly day, CancellationToken ct)
    {
        foreach (var some in patients.Chunk(Batch))
        {
            await db.PatientPeriods.BulkWriteAsync(some.SelectMany(p => Periods.Of(day).SelectMany(period => Noted(period, p, Periods.Day(day)))), cancellationToken: ct);
        }
    }

    /// <summary>Two steps that say the same however often they are taken.</summary>
    private static IEnumerable<UpdateOneModel<PatientPeriod>> Noted(string period, string patientId, string day)
    {
        var (id, update) = (PatientPeriod.IdOf(period, patientId), Builders<PatientPeriod>.Update);
        var first = update.SetOnInsert(p => p.Period, period).SetOnInsert(p => p.Day, day).SetOnInsert(p => p.Again, false);
        yield return new(Builders<PatientPeriod>.Filter.Eq(p => p.Id, id), first) { IsUpsert = true };
        yield return new(Builders<PatientPeriod>.Filter.Where(p => p.Id == id && p.Day != day), update.Set(p => p.Again, true));
    }

    private async Task Count(string period, DateTimeOffset now, CancellationToken ct)
    {
        var once = await db.PatientPeriods.CountDocumentsAsync(p => p.Period == period && !p.Again, cancellationToken: ct);
        var again = await db.PatientPeriods.CountDocumentsAsync(p => p.Period == period && p.Again, cancellationToken: ct);
        if (once + again > 0)
        {
            await db.PeriodSums.ReplaceOneAsync(s => s.Id == period, new(period, once + again, again, now), new ReplaceOptions { IsUpsert = true }, ct);
        }
    }
}

/// <summary>Has the job run each hour, on one host of all.</summary>
internal sealed class ScheduleSums(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<SumUpAccess>("patient-access.sum-up", static j => j.Run(CancellationToken.None), Cron.Hourly);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
