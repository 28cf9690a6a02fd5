using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>How many arguments an operator takes, and what it makes of them.</summary>
internal sealed record Function(int Least, int Most, Func<BsonValue?[], BsonValue?> Evaluate);

/// <summary>The operators that compute from their evaluated arguments.</summary>
internal static class Functions
{
    public static readonly Dictionary<string, Function> All = Make();

    /// <summary>Operators of MongoDB 7.0 that this store does not have.</summary>
    private static readonly HashSet<string> Missing =
    [
        "$acos", "$acosh", "$allElementsTrue", "$anyElementTrue", "$asin", "$asinh", "$atan", "$atan2", "$atanh", "$binarySize", "$bitAnd", "$bitNot", "$bitOr", "$bitXor", "$bottom", "$bottomN",
        "$bsonSize", "$convert", "$cos", "$cosh", "$dateAdd", "$dateDiff", "$dateFromParts", "$dateFromString", "$dateSubtract", "$dateToParts", "$dateTrunc", "$degreesToRadians", "$exp", "$firstN",
        "$function", "$indexOfBytes", "$isoDayOfWeek", "$isoWeek", "$isoWeekYear", "$lastN", "$ln", "$log", "$log10", "$maxN", "$median", "$meta", "$minN", "$percentile", "$pow", "$radiansToDegrees",
        "$regexFind", "$regexFindAll", "$regexMatch", "$replaceAll", "$replaceOne", "$sampleRate", "$setEquals", "$setIsSubset", "$sin", "$sinh", "$sortArray", "$sqrt", "$stdDevPop", "$stdDevSamp",
        "$substr", "$substrBytes", "$tan", "$tanh", "$toDecimal", "$toHashedIndexKey", "$toObjectId", "$top", "$topN", "$tsIncrement", "$tsSecond", "$week", "$zip"
    ];

    public static Function Named(string name) =>
        All.TryGetValue(name, out var function) ? function
        : Missing.Contains(name) ? throw CommandException.NotImplemented($"the expression {name}")
        : throw new CommandException(ErrorCode.InvalidPipelineOperator, $"Unrecognized expression '{name}'");

    /// <summary>A value's type in messages.</summary>
    public static string TypeOf(BsonValue? value) => value is null ? "missing" : TypeNames.Of(value.BsonType);

    /// <summary>A whole number of 32 bits, or a refusal: one code for what is no number, one for what is not whole.</summary>
    public static int Whole(string what, BsonValue? value, ErrorCode notNumber, ErrorCode notWhole)
    {
        if (value?.IsNumeric != true) throw new CommandException(notNumber, $"{what} must be a numeric value, but is {TypeOf(value)}");
        var number = value.ToDouble();
        return number == Math.Floor(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new CommandException(notWhole, $"{what} must be representable as a 32-bit integer: {value}");
    }

    /// <summary>The start and end that an $indexOf operator searches between, its third and fourth arguments.</summary>
    public static (int Start, int End) Window(string name, BsonValue?[] a)
    {
        int At(int i, int otherwise)
        {
            if (i >= a.Length) return otherwise;
            var at = Whole($"{name}: index", a[i], ErrorCode.Location40096, ErrorCode.Location40096);
            return at >= 0 ? at : throw new CommandException(ErrorCode.Location40097, $"{name} requires a nonnegative starting and ending index, found: {at}");
        }
        return (At(2, 0), At(3, int.MaxValue));
    }

    /// <summary>Makes one type of another; null and missing stay null. What cannot be converted (null from the function) is refused.</summary>
    public static BsonValue? Convert(BsonValue? value, Func<BsonValue, BsonValue?> convert)
    {
        if (SpecialForms.IsNullish(value)) return BsonNull.Value;
        try
        {
            if (convert(value!) is { } converted) return converted;
        }
        catch (Exception e) when (e is FormatException or OverflowException or NotSupportedException or InvalidCastException)
        {
            // Refused below, like a value of a type that has no conversion.
        }
        throw new CommandException(ErrorCode.ConversionFailure, $"Failed to convert {ShellJson.Of(value!)} in $convert with no onError value");
    }

    private static Dictionary<string, Function> Make()
    {
        var all = new Dictionary<string, Function>();
        void Add(string name, int least, int most, Func<BsonValue?[], BsonValue?> evaluate) => all[name] = new Function(least, most, evaluate);
        Comparisons(Add);
        NumberFunctions.Add(Add);
        StringFunctions.Add(Add);
        ArrayFunctions.Add(Add);
        DateFunctions.Add(Add);
        return all;
    }

    private static void Comparisons(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        // A missing value sorts before null.
        static int Order(BsonValue?[] a) => a[0] is null || a[1] is null ? (a[0] is not null).CompareTo(a[1] is not null) is var o && o == 0 ? 0 : WithMissing(a, o) : BsonOrder.Compare(a[0]!, a[1]!);
        static int WithMissing(BsonValue?[] a, int order) => (a[0] ?? a[1]) is BsonMinKey ? -order : order;
        add("$eq", 2, 2, a => (BsonBoolean)(Order(a) == 0));
        add("$ne", 2, 2, a => (BsonBoolean)(Order(a) != 0));
        add("$gt", 2, 2, a => (BsonBoolean)(Order(a) > 0));
        add("$gte", 2, 2, a => (BsonBoolean)(Order(a) >= 0));
        add("$lt", 2, 2, a => (BsonBoolean)(Order(a) < 0));
        add("$lte", 2, 2, a => (BsonBoolean)(Order(a) <= 0));
        add("$cmp", 2, 2, a => Math.Sign(Order(a)));
        add("$not", 1, 1, a => (BsonBoolean)!SpecialForms.IsTrue(a[0]));
        add("$type", 1, 1, a => TypeOf(a[0]));
        add("$isNumber", 1, 1, a => (BsonBoolean)(a[0]?.IsNumeric == true));
    }
}
