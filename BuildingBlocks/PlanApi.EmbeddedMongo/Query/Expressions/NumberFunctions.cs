using System.Globalization;
using System.Numerics;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Updates;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>The operators on numbers. Whole results that outgrow 64 bits become doubles.</summary>
internal static class NumberFunctions
{
    public static void Add(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        add("$subtract", 2, 2, Subtract);
        add("$divide", 2, 2, a => OnNumbers("$divide", a, () => Divide(a[0]!, a[1]!)));
        add("$mod", 2, 2, a => OnNumbers("$mod", a, ErrorCode.Location16611, () => Remainder(a[0]!, a[1]!)));
        add("$abs", 1, 1, a => OnNumbers("$abs", a, ErrorCode.Location28765, () => Absolute(a[0]!)));
        add("$ceil", 1, 1, a => OnNumbers("$ceil", a, ErrorCode.Location28765, () => Round(a[0]!, 0, MidpointRounding.ToPositiveInfinity)));
        add("$floor", 1, 1, a => OnNumbers("$floor", a, ErrorCode.Location28765, () => Round(a[0]!, 0, MidpointRounding.ToNegativeInfinity)));
        add("$trunc", 1, 2, a => OnNumbers("$trunc", a, ErrorCode.Location51081, () => Round(a[0]!, Place("$trunc", a), MidpointRounding.ToZero)));
        add("$round", 1, 2, a => OnNumbers("$round", a, ErrorCode.Location51081, () => Round(a[0]!, Place("$round", a), MidpointRounding.ToEven)));
        add("$sum", 1, int.MaxValue, a => Total(Numbers(a)));
        add("$avg", 1, int.MaxValue, a => Numbers(a) is [_, ..] numbers ? Average(Total(numbers), numbers.Count) : BsonNull.Value);
        add("$min", 1, int.MaxValue, a => Flat(a).Where(v => !SpecialForms.IsNullish(v)).Order(BsonValueOrder.Instance!).FirstOrDefault() ?? BsonNull.Value);
        add("$max", 1, int.MaxValue, a => Flat(a).Where(v => !SpecialForms.IsNullish(v)).OrderDescending(BsonValueOrder.Instance!).FirstOrDefault() ?? BsonNull.Value);
        add("$toInt", 1, 1, a => Functions.Convert(a[0], v => ToWhole(v) is { } n ? new BsonInt32(checked((int)n)) : null));
        add("$toLong", 1, 1, a => Functions.Convert(a[0], v => ToWhole(v) is { } n ? new BsonInt64(checked((long)n)) : null));
        add("$toDouble", 1, 1, a => Functions.Convert(a[0], v => v switch
        {
            BsonString s => double.Parse(s.Value, NumberStyles.Float, CultureInfo.InvariantCulture),
            BsonBoolean b => b.Value ? 1.0 : 0.0,
            BsonDateTime d => (double)d.MillisecondsSinceEpoch,
            { IsNumeric: true } => v.ToDouble(),
            _ => null
        }));
        add("$toBool", 1, 1, a => Functions.Convert(a[0], v => (BsonBoolean)SpecialForms.IsTrue(v)));
    }

    private static BsonValue Total(List<BsonValue> numbers) => numbers.Aggregate(new NumberSum(), (sum, number) => sum.Add(number)).Result;

    /// <summary>One number more in a sum.</summary>
    private static BsonValue Plus(BsonValue sum, BsonValue number) => Arithmetic.Add(sum, number) ?? new BsonDouble(sum.ToDouble() + number.ToDouble());

    /// <summary>An average: a decimal where a decimal was summed, else a double.</summary>
    public static BsonValue Average(BsonValue sum, long count) => sum.IsDecimal128 ? Quotient(sum, count) : new BsonDouble(sum.ToDouble() / count);

    private static BsonDecimal128 Quotient(BsonValue a, BsonValue b) => Arithmetic.Decimals(a, b, static (x, y) => x / y, static (x, y) => x / y);

    private static IEnumerable<BsonValue?> Flat(BsonValue?[] values) => values is [BsonArray only] ? only : values;

    private static List<BsonValue> Numbers(BsonValue?[] values) => [.. Flat(values).Where(v => v?.IsNumeric == true).Select(v => v!)];

    /// <summary>Null and missing make the result null; anything else that is no number is refused.</summary>
    private static BsonValue? OnNumbers(string name, BsonValue?[] values, Func<BsonValue?> compute) => OnNumbers(name, values, ErrorCode.TypeMismatch, compute);

    private static BsonValue? OnNumbers(string name, BsonValue?[] values, ErrorCode wrongType, Func<BsonValue?> compute)
    {
        if (Array.Exists(values, SpecialForms.IsNullish)) return BsonNull.Value;
        foreach (var value in values)
            if (!value!.IsNumeric) throw new CommandException(wrongType, $"{name} only supports numeric types, not {Functions.TypeOf(value)}");
        return compute();
    }

    /// <summary>$add: one of them may be a date.</summary>
    public static BsonValue Sum(IEnumerable<BsonValue?> values)
    {
        BsonValue sum = 0;
        BsonDateTime? date = null;
        foreach (var value in values)
        {
            if (SpecialForms.IsNullish(value)) return BsonNull.Value;
            if (value is BsonDateTime time) date = date is null ? time : throw new CommandException(ErrorCode.Location16612, "only one date allowed in an $add expression");
            else sum = value!.IsNumeric ? Plus(sum, value) : throw CommandException.TypeMismatch($"$add only supports numeric or date types, not {Functions.TypeOf(value)}");
        }
        return date is null ? sum : Moved(date, sum.ToDouble());
    }

    /// <summary>$multiply.</summary>
    public static BsonValue Product(IEnumerable<BsonValue?> values)
    {
        BsonValue product = 1;
        foreach (var value in values)
        {
            if (SpecialForms.IsNullish(value)) return BsonNull.Value;
            if (!value!.IsNumeric) throw CommandException.TypeMismatch($"$multiply only supports numeric types, not {Functions.TypeOf(value)}");
            product = Arithmetic.Multiply(product, value) ?? new BsonDouble(product.ToDouble() * value.ToDouble());
        }
        return product;
    }

    private static BsonDateTime Moved(BsonDateTime date, double milliseconds) =>
        date.MillisecondsSinceEpoch + milliseconds is > long.MinValue and < long.MaxValue ? new BsonDateTime(date.MillisecondsSinceEpoch + (long)milliseconds) : throw new CommandException(ErrorCode.Overflow, "date overflow");

    private static BsonValue? Subtract(BsonValue?[] a) => (a[0], a[1]) switch
    {
        (BsonDateTime x, BsonDateTime y) => new BsonInt64(x.MillisecondsSinceEpoch - y.MillisecondsSinceEpoch),
        (BsonDateTime x, { IsNumeric: true } y) => Moved(x, -y.ToDouble()),
        _ when Array.Exists(a, SpecialForms.IsNullish) => BsonNull.Value,
        ({ IsNumeric: true } x, { IsNumeric: true } y) => Arithmetic.Subtract(x, y) ?? new BsonDouble(x.ToDouble() - y.ToDouble()),
        _ => throw CommandException.TypeMismatch($"can't $subtract {Functions.TypeOf(a[1])} from {Functions.TypeOf(a[0])}")
    };

    private static BsonValue Divide(BsonValue a, BsonValue b)
    {
        if (b.ToDouble() == 0) throw CommandException.BadValue("can't $divide by zero");
        return a.IsDecimal128 || b.IsDecimal128 ? Quotient(a, b) : new BsonDouble(a.ToDouble() / b.ToDouble());
    }

    private static BsonValue Remainder(BsonValue a, BsonValue b)
    {
        if (b.ToDouble() == 0) throw new CommandException(ErrorCode.Location16610, "can't $mod by zero");
        if (a.IsDecimal128 || b.IsDecimal128) return Arithmetic.Decimals(a, b, static (x, y) => x % y, static (x, y) => x % y);
        if (a.IsDouble || b.IsDouble) return new BsonDouble(a.ToDouble() % b.ToDouble());
        var remainder = b.ToInt64() == -1 ? 0 : a.ToInt64() % b.ToInt64();
        return a.IsInt32 && b.IsInt32 ? new BsonInt32((int)remainder) : new BsonInt64(remainder);
    }

    private static BsonValue Absolute(BsonValue value)
    {
        if (value.IsDouble) return Math.Abs(value.AsDouble);
        return IsNegative(value) ? Arithmetic.Multiply(value, -1) ?? throw new CommandException(ErrorCode.Location28680, "can't take $abs of long long min") : value;
    }

    private static bool IsNegative(BsonValue value) => BsonOrder.Compare(value, new BsonInt32(0)) < 0 && !double.IsNaN(value.ToDouble());

    private static int Place(string name, BsonValue?[] a)
    {
        if (a.Length == 1) return 0;
        var place = Functions.Whole($"{name}: precision", a[1], ErrorCode.Location51081, ErrorCode.Location51082);
        return place is >= -20 and <= 100 ? place : throw new CommandException(ErrorCode.Location51083, $"cannot apply {name} with precision value {place} value must be in [-20, 100]");
    }

    /// <summary>Rounds at a decimal place; a double by its exact value, which is seldom the one it is written as.</summary>
    private static BsonValue Round(BsonValue value, int place, MidpointRounding mode)
    {
        if (!ExactDecimal.IsFinite(value)) return value;
        if (value.IsDouble && place == 0) return Math.Round(value.AsDouble, mode);
        var rounded = (value.IsDouble ? ExactDecimal.Exactly(value.AsDouble) : ExactDecimal.Of(value)).RoundAt(-place, mode);
        if (value.IsDouble) return Math.CopySign(rounded.ToDouble(), value.AsDouble);
        if (value.IsDecimal128) return new BsonDecimal128(rounded.ToDecimal128());
        var whole = rounded.Digits * BigInteger.Pow(10, Math.Max(0, rounded.Exponent));
        if (whole < long.MinValue || whole > long.MaxValue) throw new CommandException(ErrorCode.Location51080, "invalid conversion from Decimal128 result in $round");
        return value.IsInt32 && whole >= int.MinValue && whole <= int.MaxValue ? new BsonInt32((int)whole) : new BsonInt64((long)whole);
    }

    /// <summary>The number cut to a whole one; null for what has none.</summary>
    private static BigInteger? ToWhole(BsonValue value) => value switch
    {
        BsonString s => BigInteger.Parse(s.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        BsonBoolean b => b.Value ? 1 : 0,
        BsonDateTime d => d.MillisecondsSinceEpoch,
        BsonInt32 or BsonInt64 => value.ToInt64(),
        BsonDouble d => new BigInteger(d.Value),
        BsonDecimal128 when ExactDecimal.IsFinite(value) && ExactDecimal.Of(value).RoundAt(0, MidpointRounding.ToZero) is { Exponent: < 40 } whole => whole.Digits * BigInteger.Pow(10, Math.Max(0, whole.Exponent)),
        _ => null
    };
}
