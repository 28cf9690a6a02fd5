using System.Globalization;
using System.Text.Json;
using PlanApi.BuildingBlocks.Web.Languages;

namespace PlanApi.PatientAccess.RecordText;

/// <summary>FHIR dates as people write them, as exact as they are: "2025", "March 2025", "March 4, 2025". A time of day is left out.</summary>
internal static class PlainDate
{
    /// <summary>"" for what is no date.</summary>
    public static string Of(string date) => date.Length switch
    {
        4 => In(date, "yyyy", static d => d.ToString("yyyy", CultureInfo.InvariantCulture)),
        7 => In(date, "yyyy-MM", PlainDay.OfMonth),
        >= 10 => In(date[..10], "yyyy-MM-dd", PlainDay.Of),
        _ => "",
    };

    /// <summary>"March 4, 2025 to March 7, 2025", or the one day, or the one end that is known.</summary>
    public static string Of(JsonElement period) => (Of(period.Text("start")), Of(period.Text("end"))) switch
    {
        ("", "") => "",
        (var start, "") => Texts.Say("since {0}", start),
        ("", var end) => Texts.Say("until {0}", end),
        var (start, end) when start == end => start,
        var (start, end) => Texts.Say("{0} to {1}", start, end),
    };

    private static string In(string date, string format, Func<DateOnly, string> plain) =>
        DateOnly.TryParseExact(date, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? plain(day) : "";
}
