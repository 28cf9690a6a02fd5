using System.Globalization;

namespace PlanApi.Fhir.Index;

/// <summary>The instants a FHIR date may mean: from the first to the last millisecond, both included, in UTC.</summary>
internal readonly record struct DateRange(DateTime From, DateTime To)
{
    /// <summary>Stands for an open end, and for a start not known.</summary>
    public static readonly DateTime Start = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
    public static readonly DateTime End = new(9999, 12, 31, 23, 59, 59, 999, DateTimeKind.Utc);

    private static readonly string[] WithZone = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>
    /// Parses a year, month, day, or instant to the minute or finer. Without a time zone it is UTC. Null when it is none of them.
    /// </summary>
    public static DateRange? Parse(string text) => text.Length switch
    {
        4 when Parse(text, "yyyy") is { } year => new(year, Last(year, static d => d.AddYears(1))),
        7 when Parse(text, "yyyy-MM") is { } month => new(month, Last(month, static d => d.AddMonths(1))),
        10 when Parse(text, "yyyy-MM-dd") is { } day => new(day, Last(day, static d => d.AddDays(1))),
        >= 16 => ParseInstant(text),
        _ => null,
    };

    private static DateRange? ParseInstant(string text)
    {
        // In a URL an unescaped "+" arrives as a space.
        var zoned = text.Length > 16 ? text.Replace(' ', '+') : text;
        if (!DateTimeOffset.TryParseExact(
                zoned, WithZone, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return null;
        var from = Milliseconds(at.UtcDateTime);
        var step = zoned.Length > 16 && zoned[16] == ':'
            ? zoned.Length > 19 && zoned[19] == '.' ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromSeconds(1)
            : TimeSpan.FromMinutes(1);
        return new(from, from > End - step ? End : from + step - TimeSpan.FromMilliseconds(1));
    }

    private static DateTime? Parse(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;

    // The calendar ends with the year 9999: its last year, month and day have no next.
    private static DateTime Last(DateTime from, Func<DateTime, DateTime> next)
    {
        try
        {
            return next(from).AddMilliseconds(-1);
        }
        catch (ArgumentOutOfRangeException)
        {
            return End;
        }
    }

    private static DateTime Milliseconds(DateTime value) => new(value.Ticks - (value.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
