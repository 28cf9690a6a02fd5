using System.Globalization;
using Hl7.Fhir.Model;

namespace PlanApi.Conformance.Tests.Asking;

/// <summary>The time that a date stands for, from its first moment to the first moment after it; without a zone, in UTC.</summary>
internal readonly record struct Span(DateTimeOffset From, DateTimeOffset To)
{
    public static IEnumerable<Span> Of(Base value) => value switch
    {
        Period { Start: null, End: null } => [],
        Period period => [new(period.Start is { } start ? Of(start).From : DateTimeOffset.MinValue, period.End is { } end ? Of(end).To : DateTimeOffset.MaxValue)],
        Instant { Value: { } moment } => [Of(moment.ToString("O", CultureInfo.InvariantCulture))],
        Extension { Value: DataType inner } => Of(inner),
        PrimitiveType { JsonValue: string date } => [Of(date)],
        _ => [],
    };

    public static Span Of(string date)
    {
        var parts = date.Split('T');
        var day = parts[0].Split('-').Select(int.Parse).ToArray();
        var from = new DateTimeOffset(day[0], day.Length > 1 ? day[1] : 1, day.Length > 2 ? day[2] : 1, 0, 0, 0, TimeSpan.Zero);
        if (parts.Length == 1)
            return new(from, day.Length switch { 1 => from.AddYears(1), 2 => from.AddMonths(1), _ => from.AddDays(1) });
        var moment = DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var clock = parts[1].Split('Z', '+', '-')[0];
        // To the minute, to the second, or to the thousandth of one.
        return new(moment, clock.Count(c => c == ':') == 1 ? moment.AddMinutes(1) : clock.Contains('.', StringComparison.Ordinal) ? moment.AddMilliseconds(1) : moment.AddSeconds(1));
    }

    /// <summary>The prefixes of R4 (search.html#prefix): this is the resource's time, the other the one asked for.</summary>
    public bool Compares(string prefix, Span asked) => prefix switch
    {
        "" or "eq" => From >= asked.From && To <= asked.To,
        "ne" => !Compares("eq", asked),
        "gt" => To > asked.To,
        "lt" => From < asked.From,
        "ge" => Compares("gt", asked) || Compares("eq", asked),
        "le" => Compares("lt", asked) || Compares("eq", asked),
        "sa" => From >= asked.To,
        "eb" => To <= asked.From,
        _ => throw new ArgumentException($"'{prefix}' is no prefix that is compared exactly."),
    };
}
