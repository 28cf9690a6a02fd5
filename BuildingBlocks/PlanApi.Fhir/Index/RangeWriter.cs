using System.Globalization;
using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Index;

/// <summary>Dates, numbers and quantities, each as the range of what it may mean.</summary>
internal static class RangeWriter
{
    private const string Currencies = "urn:iso:std:iso:4217";

    public static void WriteDate(string name, Base value, IndexedValues into)
    {
        if (DatesOf(value) is not { } range)
            return;
        into.Ranges.Add((name, range));
        into.SortBy(name, range.From);
    }

    public static void WriteNumber(string name, Base value, IndexedValues into)
    {
        switch (value)
        {
            case Quantity { Value: { } amount } quantity:
                Add(name, Compared((double)amount, quantity.Comparator), quantity.System, quantity.Code, quantity.Unit, into);
                break;
            case Money { Value: { } amount } money:
                Add(name, new((double)amount, (double)amount), Currencies, (money.CurrencyElement as PrimitiveType)?.JsonValue as string, null, into);
                break;
            case Hl7.Fhir.Model.Range { Low: var low, High: var high } when (low?.Value ?? high?.Value) is not null:
                var unit = low ?? high!;
                Add(
                    name,
                    new((double?)low?.Value ?? double.NegativeInfinity, (double?)high?.Value ?? double.PositiveInfinity),
                    unit.System,
                    unit.Code,
                    unit.Unit,
                    into);
                break;
            case PrimitiveType { JsonValue: { } number } when number is not string && number is IConvertible:
                var exact = Convert.ToDouble(number, CultureInfo.InvariantCulture);
                Add(name, new(exact, exact), null, null, null, into);
                break;
            default:
                break;
        }
    }

    private static void Add(string name, NumberRange range, string? system, string? code, string? unit, IndexedValues into)
    {
        into.Numbers.Add((name, range));
        if (!string.IsNullOrEmpty(code))
        {
            into.Numbers.Add((Unit.Coded(name, system ?? "", code), range));
            into.Numbers.Add((Unit.Any(name, code), range));
        }

        if (!string.IsNullOrEmpty(unit))
            into.Numbers.Add((Unit.Any(name, unit), range));
        into.SortBy(name, double.IsInfinity(range.From) ? range.To : range.From);
    }

    private static NumberRange Compared(double value, Quantity.QuantityComparator? comparator) => comparator switch
    {
        Quantity.QuantityComparator.LessThan => new(double.NegativeInfinity, Math.BitDecrement(value)),
        Quantity.QuantityComparator.LessOrEqual => new(double.NegativeInfinity, value),
        Quantity.QuantityComparator.GreaterThan => new(Math.BitIncrement(value), double.PositiveInfinity),
        Quantity.QuantityComparator.GreaterOrEqual => new(value, double.PositiveInfinity),
        _ => new(value, value),
    };

    private static DateRange? DatesOf(Base value) => value switch
    {
        Period { Start: null, End: null } => null,
        Period period => Between(
            period.Start is { } start ? DateRange.Parse(start)?.From : DateRange.Start, period.End is { } end ? DateRange.Parse(end)?.To : DateRange.End),
        Timing timing => OuterLimits(timing),
        Instant { Value: { } instant } => DateRange.Parse(instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        PrimitiveType { JsonValue: string date } => DateRange.Parse(date),
        _ => null,
    };

    private static DateRange? Between(DateTime? from, DateTime? to) => from is { } start && to is { } end ? new(start, end) : null;

    // search.html#date: of a schedule only the outer limits matter.
    private static DateRange? OuterLimits(Timing timing)
    {
        List<DateRange> parts = [.. timing.Event.OfType<string>().Select(DateRange.Parse).OfType<DateRange>()];
        if (timing.Repeat?.Bounds is Period bounds && DatesOf(bounds) is { } within)
            parts.Add(within);
        return parts.Count == 0 ? null : new(parts.Min(p => p.From), parts.Max(p => p.To));
    }
}
