using System.Globalization;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Updates;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>How many arguments an operator takes, and what it makes of them.</summary>
internal sealed record Function(int Least, int Most, Func<BsonValue?[], BsonValue?> Evaluate);

/// <summary>The operators that compute from their evaluated arguments.</summary>
internal static class Functions
{
    public static readonly Dictionary<string, Function> All = Make();

    private static Dictionary<string, Function> Make()
    {
        var all = new Dictionary<string, Function>();
        void Add(string name, int least, int most, Func<BsonValue?[], BsonValue?> evaluate) => all[name] = new Function(least, most, evaluate);
        Comparisons(Add);
        Numbers(Add);
        StringFunctions.Add(Add);
        ArrayFunctions.Add(Add);
        DateFunctions.Add(Add);
        return all;
    }

    private static void Comparisons(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        // A missing value sorts before null.
        static int Order(BsonValue?[] a) => a[0] is null || a[1] is null ? (a[0] is not null).CompareTo(a[1] is not null) is var o && o == 0 ? 0 : Missing(a, o) : BsonOrder.Compare(a[0]!, a[1]!);
        static int Missing(BsonValue?[] a, int order) => (a[0] ?? a[1]) is BsonMinKey ? -order : order;
        add("$eq", 2, 2, a => (BsonBoolean)(Order(a) == 0));
        add("$ne", 2, 2, a => (BsonBoolean)(Order(a) != 0));
        add("$gt", 2, 2, a => (BsonBoolean)(Order(a) > 0));
        add("$gte", 2, 2, a => (BsonBoolean)(Order(a) >= 0));
        add("$lt", 2, 2, a => (BsonBoolean)(Order(a) < 0));
        add("$lte", 2, 2, a => (BsonBoolean)(Order(a) <= 0));
        add("$cmp", 2, 2, a => Math.Sign(Order(a)));
        add("$not", 1, 1, a => (BsonBoolean)!SpecialForms.IsTrue(a[0]));
        add("$type", 1, 1, a => a[0] is null ? "missing" : TypeNames.Of(a[0]!.BsonType));
        add("$isNumber", 1, 1, a => (BsonBoolean)(a[0]?.IsNumeric == true));
    }

    private static void Numbers(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        add("$add", 0, int.MaxValue, a => Sum("$add", a));
        add("$multiply", 0, int.MaxValue, a => Fold("$multiply", a, Arithmetic.Multiply, 1));
        add("$subtract", 2, 2, Subtract);
        add("$divide", 2, 2, a => OnNumbers("$divide", a, () => a[1]!.ToDouble() == 0 ? throw CommandException.BadValue("can't $divide by zero") : new BsonDouble(a[0]!.ToDouble() / a[1]!.ToDouble())));
        add("$mod", 2, 2, a => OnNumbers("$mod", a, () => Remainder(a[0]!, a[1]!)));
        add("$abs", 1, 1, a => OnNumbers("$abs", a, () => a[0]!.ToDouble() < 0 ? Arithmetic.Multiply(a[0]!, -1) : a[0]));
        add("$ceil", 1, 1, a => OnNumbers("$ceil", a, () => a[0]!.IsDouble ? Math.Ceiling(a[0]!.AsDouble) : a[0]));
        add("$floor", 1, 1, a => OnNumbers("$floor", a, () => a[0]!.IsDouble ? Math.Floor(a[0]!.AsDouble) : a[0]));
        add("$trunc", 1, 2, a => OnNumbers("$trunc", a, () => a[0]!.IsDouble ? Math.Truncate(a[0]!.AsDouble) : a[0]));
        add("$round", 1, 2, a => OnNumbers("$round", a, () => a[0]!.IsDouble ? Math.Round(a[0]!.AsDouble, a.Length > 1 ? Math.Clamp(a[1]!.ToInt32(), 0, 15) : 0, MidpointRounding.ToEven) : a[0]));
        add("$sum", 1, int.MaxValue, a => Flat(a).Where(v => v?.IsNumeric == true).Aggregate((BsonValue)0, (x, y) => Arithmetic.Add(x, y!) ?? throw Overflow()));
        add("$avg", 1, int.MaxValue, a => Flat(a).Where(v => v?.IsNumeric == true).ToList() is { Count: > 0 } n ? n.Average(v => v!.ToDouble()) : BsonNull.Value);
        add("$min", 1, int.MaxValue, a => Flat(a).Where(v => !SpecialForms.IsNullish(v)).Order(BsonValueOrder.Instance!).FirstOrDefault() ?? BsonNull.Value);
        add("$max", 1, int.MaxValue, a => Flat(a).Where(v => !SpecialForms.IsNullish(v)).OrderDescending(BsonValueOrder.Instance!).FirstOrDefault() ?? BsonNull.Value);
        add("$toInt", 1, 1, a => Convert(a[0], v => new BsonInt32(checked((int)ToWhole(v)))));
        add("$toLong", 1, 1, a => Convert(a[0], v => new BsonInt64(ToWhole(v))));
        add("$toDouble", 1, 1, a => Convert(a[0], v => new BsonDouble(v is BsonString s ? double.Parse(s.Value, CultureInfo.InvariantCulture) : v is BsonDateTime d ? d.MillisecondsSinceEpoch : v.ToDouble())));
        add("$toBool", 1, 1, a => Convert(a[0], v => (BsonBoolean)SpecialForms.IsTrue(v)));
    }

    private static IEnumerable<BsonValue?> Flat(BsonValue?[] values) => values is [BsonArray only] ? only : values;

    /// <summary>Null and missing make the result null; anything else that is no number is refused.</summary>
    private static BsonValue? OnNumbers(string name, BsonValue?[] values, Func<BsonValue?> compute)
    {
        if (Array.Exists(values, SpecialForms.IsNullish)) return BsonNull.Value;
        foreach (var value in values)
            if (!value!.IsNumeric) throw CommandException.TypeMismatch($"{name} only supports numeric types, not {TypeNames.Of(value.BsonType)}");
        return compute();
    }

    private static BsonValue? Fold(string name, BsonValue?[] values, Func<BsonValue, BsonValue, BsonValue?> combine, int start) =>
        OnNumbers(name, values, () => values.Aggregate((BsonValue)start, (x, y) => combine(x, y!) ?? throw Overflow()));

    private static BsonValue? Sum(string name, BsonValue?[] values)
    {
        var date = Array.Find(values, v => v is BsonDateTime) as BsonDateTime;
        if (date is null) return Fold(name, values, Arithmetic.Add, 0);
        if (Array.Exists(values, SpecialForms.IsNullish)) return BsonNull.Value;
        return new BsonDateTime(date.MillisecondsSinceEpoch + values.Where(v => !ReferenceEquals(v, date)).Sum(v => (long)v!.ToDouble()));
    }

    private static BsonValue? Subtract(BsonValue?[] a) => (a[0], a[1]) switch
    {
        (BsonDateTime x, BsonDateTime y) => new BsonInt64(x.MillisecondsSinceEpoch - y.MillisecondsSinceEpoch),
        (BsonDateTime x, { IsNumeric: true } y) => new BsonDateTime(x.MillisecondsSinceEpoch - (long)y.ToDouble()),
        _ => OnNumbers("$subtract", a, () => Arithmetic.Subtract(a[0]!, a[1]!) ?? throw Overflow())
    };

    private static BsonValue Remainder(BsonValue a, BsonValue b)
    {
        if (b.ToDouble() == 0) throw new CommandException(ErrorCode.Location16610, "can't $mod by zero");
        if (a.IsDouble || b.IsDouble || a.IsDecimal128 || b.IsDecimal128) return new BsonDouble(a.ToDouble() % b.ToDouble());
        var remainder = b.ToInt64() == -1 ? 0 : a.ToInt64() % b.ToInt64();
        return a.IsInt32 && b.IsInt32 ? new BsonInt32((int)remainder) : new BsonInt64(remainder);
    }

    private static long ToWhole(BsonValue value) => value switch
    {
        BsonString s => long.Parse(s.Value, CultureInfo.InvariantCulture),
        BsonBoolean b => b.Value ? 1 : 0,
        BsonDateTime d => d.MillisecondsSinceEpoch,
        BsonInt64 n => n.Value,
        _ => checked((long)value.ToDouble())
    };

    public static BsonValue? Convert(BsonValue? value, Func<BsonValue, BsonValue> convert)
    {
        if (SpecialForms.IsNullish(value)) return BsonNull.Value;
        try
        {
            return convert(value!);
        }
        catch (Exception e) when (e is FormatException or OverflowException or NotSupportedException or InvalidCastException)
        {
            throw new CommandException(ErrorCode.ConversionFailure, $"Failed to convert {value} in $convert with no onError value");
        }
    }

    private static CommandException Overflow() => new(ErrorCode.BadValue, "long overflow");
}
