using System.Globalization;
using MongoDB.Driver;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;

namespace PlanApi.PatientAccess.SumUpAccess;

internal sealed class AccessReports(PatientAccessDb db) : IAccessReports
{
    public async Task<IReadOnlyList<TransferFigures>> Transfers(int year, CancellationToken ct)
    {
        var (from, before) = Bounds(year);
        var sums = await db.PeriodSums.Find(Builders<PeriodSum>.Filter.Gte(s => s.Id, from) & Builders<PeriodSum>.Filter.Lt(s => s.Id, before)).SortBy(s => s.Id).ToListAsync(ct);
        return [.. sums.Select(s => new TransferFigures(s.Id, s.Members, s.Repeatedly, s.CountedAt))];
    }

    public async Task<IReadOnlyList<AppDay>> Days(int year, CancellationToken ct)
    {
        var (from, before) = Bounds(year);
        return Of(await db.AppDays.Find(Builders<AppDaySum>.Filter.Gte(d => d.Id, from) & Builders<AppDaySum>.Filter.Lt(d => d.Id, before)).SortBy(d => d.Id).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<AppDay>> DaysOf(string clientId, int limit, CancellationToken ct) =>
        Of(await db.AppDays.Find(d => d.ClientId == clientId).SortByDescending(d => d.Day).Limit(limit).ToListAsync(ct));

    // Ids begin with the year.
    private static (string From, string Before) Bounds(int year) => (year.ToString("0000", CultureInfo.InvariantCulture), (year + 1).ToString("0000", CultureInfo.InvariantCulture));

    private static IReadOnlyList<AppDay> Of(List<AppDaySum> sums) => [.. sums.Select(d => new AppDay(d.ClientId, Periods.Parse(d.Day), d.Calls))];
}
