using MongoDB.Driver;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Reports;

/// <summary>How an app was used in a year: on how many days, and how its calls were answered.</summary>
/// <param name="Refused">See <see cref="AppDay"/>; likewise the others.</param>
public sealed record AppUse(string Name, string ClientId, int Days, long Answered, long Refused, long Failed);

/// <summary>Puts names to the figures.</summary>
internal sealed class YearReport(IAccessReports reports, ReviewDb db)
{
    public Task<IReadOnlyList<TransferFigures>> Transfers(int year, CancellationToken ct) => reports.Transfers(year, ct);

    /// <summary>The apps that called, those that called most first.</summary>
    public async Task<IReadOnlyList<AppUse>> Apps(int year, CancellationToken ct)
    {
        var byApp = (await reports.Days(year, ct)).GroupBy(d => d.ClientId).ToList();
        var names = (await db.LiveApps.Find(Builders<LiveApp>.Filter.In(a => a.ClientId, byApp.Select(a => a.Key))).Project(a => new { a.ClientId, a.Details.Name }).ToListAsync(ct))
            .ToDictionary(a => a.ClientId, a => a.Name);
        return [.. byApp.Select(days => Use(names.GetValueOrDefault(days.Key, "An app that is no more"), [.. days])).OrderByDescending(a => a.Answered).ThenBy(a => a.Name, StringComparer.Ordinal)];
    }

    private static AppUse Use(string name, IReadOnlyList<AppDay> days) =>
        new(name, days[0].ClientId, days.Count, days.Sum(d => d.Answered), days.Sum(d => d.Refused), days.Sum(d => d.Failed));
}
