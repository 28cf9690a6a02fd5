using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Search;

/// <summary>Values with a prefix before them: dates, numbers, quantities (search.html#prefix).</summary>
internal sealed class Comparison(TimeProvider clock)
{
    private static readonly Dictionary<string, Comparator> Prefixes = new(StringComparer.Ordinal)
    {
        ["eq"] = Comparator.Equal,
        ["ne"] = Comparator.NotEqual,
        ["gt"] = Comparator.GreaterThan,
        ["lt"] = Comparator.LessThan,
        ["ge"] = Comparator.GreaterOrEqual,
        ["le"] = Comparator.LessOrEqual,
        ["sa"] = Comparator.StartsAfter,
        ["eb"] = Comparator.EndsBefore,
        ["ap"] = Comparator.Approximately,
    };

    public Parsed<Criterion> Written(string value, string name) =>
        Date(value, name, static (comparator, range) => new Criterion.Written(comparator, range.From, range.To));

    public Parsed<Criterion> Date(string parameter, string value, string name) =>
        Date(value, name, (comparator, range) => new Criterion.Period(parameter, comparator, range.From, range.To));

    public static Parsed<Criterion> Number(string parameter, string value, string name) =>
        Number(value) is { } number
            ? new Criterion.Number(parameter, number.Comparator, number.Range.From, number.Range.To)
            : new FhirFailure(400, IssueCode.Value, $"'{value}' is not a number, after an optional prefix such as ge.", name);

    /// <summary><c>number</c>, <c>number|system|code</c> or <c>number||unit</c>.</summary>
    public static Parsed<Criterion> Quantity(string parameter, string value, string name)
    {
        List<string> parts = [.. SearchText.Split(value, '|').Select(SearchText.Unescape)];
        if (parts.Count is not (1 or 3) || Number(parts[0]) is not { } number)
            return new FhirFailure(400, IssueCode.Value, $"'{value}' is not a quantity: expected number, number|system|code or number||unit, after an optional prefix such as ge.", name);
        // No entry is of a system alone, and without it the number would be of any unit.
        if (parts is [_, { Length: > 0 } alone, ""])
            return new FhirFailure(400, IssueCode.Value, $"'{value}' names the system '{alone}' and no code of it: say number|system|code, or the number alone.", name);
        var unit = parts is [_, var system, { Length: > 0 } code] ? system.Length > 0 ? Unit.Coded(parameter, system, code) : Unit.Any(parameter, code) : parameter;
        return new Criterion.Number(unit, number.Comparator, number.Range.From, number.Range.To);
    }

    private static (Comparator Comparator, NumberRange Range)? Number(string value)
    {
        var (comparator, number) = Split(value);
        if (NumberRange.Parse(number) is not { } parsed)
            return null;
        return (comparator, comparator switch
        {
            Comparator.Equal or Comparator.NotEqual => parsed.Implied,
            Comparator.Approximately => NumberRange.About(parsed.Value),
            // Without its precision (search.html#number).
            _ => new(parsed.Value, parsed.Value),
        });
    }

    private Parsed<Criterion> Date(string value, string name, Func<Comparator, DateRange, Criterion> make)
    {
        var (comparator, date) = Split(value);
        if (DateRange.Parse(date) is { } range)
            return make(comparator, comparator == Comparator.Approximately ? Widened(range) : range);
        return new FhirFailure(
            400, IssueCode.Value, $"'{value}' is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss] with a time zone, after an optional prefix such as ge.", name);
    }

    private static (Comparator Comparator, string Value) Split(string value) =>
        value.Length > 2 && Prefixes.TryGetValue(value[..2], out var comparator) ? (comparator, value[2..]) : (Comparator.Equal, value);

    // search.html#prefix: approximately is within a tenth of the distance between now and the date.
    private DateRange Widened(DateRange range)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var by = (now - range.From).Duration() / 10;
        return new(range.From - DateRange.Start > by ? range.From - by : DateRange.Start, DateRange.End - range.To > by ? range.To + by : DateRange.End);
    }
}
