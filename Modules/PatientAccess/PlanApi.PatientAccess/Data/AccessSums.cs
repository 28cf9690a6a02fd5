using System.Globalization;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.PatientAccess.Data;

/// <summary>An app's day in production.</summary>
/// <param name="Day">As <c>2026-11-26</c>, which sorts.</param>
internal sealed record AppDaySum(string Id, string ClientId, string Day, IReadOnlyList<StatusCount> Calls)
{
    public static AppDaySum Of(string clientId, DateOnly day, IReadOnlyList<StatusCount> calls) => new($"{Periods.Day(day)} {clientId}", clientId, Periods.Day(day), calls);
}

/// <summary>That a patient's data went to an app in a year or month.</summary>
/// <param name="Day">One day on which they did.</param>
/// <param name="Again">Whether they did on another day too.</param>
internal sealed record PatientPeriod(string Id, string Period, string Day, bool Again)
{
    public static string IdOf(string period, string patientId) => $"{period} {patientId}";
}

/// <summary>The counted patients of a year or month.</summary>
internal sealed record PeriodSum(string Id, long Members, long Repeatedly, DateTimeOffset CountedAt);

/// <summary>Days, months and years as the sums name them.</summary>
internal static class Periods
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The year and the month of a day.</summary>
    public static IReadOnlyList<string> Of(DateOnly day) => [day.ToString("yyyy", CultureInfo.InvariantCulture), day.ToString("yyyy-MM", CultureInfo.InvariantCulture)];

    public static DateOnly Parse(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
