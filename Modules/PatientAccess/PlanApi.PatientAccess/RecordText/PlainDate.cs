using System.Globalization;
using System.Text.Json;

namespace PlanApi.PatientAccess.RecordText;

/// <summary>FHIR dates as people write them, as exact as they are: "2025", "March 2025", "March 4, 2025". A time of day is left out.</summary>
internal static class PlainDate
{
    /// <summary>"" for what is no date.</summary>
    public static string Of(string date) => date.Length switch
    {
        4 => In(date, "yyyy", "yyyy"),
        7 => In(date, "yyyy-MM", "MMMM yyyy"),
        >= 10 => In(date[..10], "yyyy-MM-dd", "MMMM d, yyyy"),
        _ => "",
    };

    /// <summary>"March 4, 2025 to March 7, 2025", or the one day, or the one end that is known.</summary>
    public static string Of(JsonElement period) => (Of(period.Text("start")), Of(period.Text("end"))) switch
    {
        ("", "") => "",
        (var start, "") => $"since {start}",
        ("", var end) => $"until {end}",
        var (start, end) when start == end => start,
        var (start, end) => $"{start} to {end}",
    };

    private static string In(string date, string format, string plain) =>
        DateOnly.TryParseExact(date, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString(plain, CultureInfo.InvariantCulture) : "";
}
