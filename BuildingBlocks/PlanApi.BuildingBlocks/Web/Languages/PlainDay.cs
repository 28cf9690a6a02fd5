using System.Globalization;

namespace PlanApi.BuildingBlocks.Web.Languages;

/// <summary>Dates as people write them, in the language of the page: "March 4, 2025", "4 de marzo de 2025".</summary>
public static class PlainDay
{
    // .NET knows these names only where the system has ICU's data, which we do not ask of it.
    private static readonly string[] SpanishMonths =
        ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    public static string Of(DateOnly day) => Language.Current == Language.Spanish
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Day} de {SpanishMonths[day.Month - 1]} de {day.Year}")
        : day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset moment) => Of(DateOnly.FromDateTime(moment.UtcDateTime));

    /// <summary>"March 2025", "marzo de 2025".</summary>
    public static string OfMonth(DateOnly day) => Language.Current == Language.Spanish
        ? string.Create(CultureInfo.InvariantCulture, $"{SpanishMonths[day.Month - 1]} de {day.Year}")
        : day.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
}
