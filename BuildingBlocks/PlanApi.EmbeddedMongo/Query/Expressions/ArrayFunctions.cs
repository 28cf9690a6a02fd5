using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Updates;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>The operators on arrays and objects. Null or missing in place of an array makes most of them null.</summary>
internal static class ArrayFunctions
{
    public static void Add(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        add("$size", 1, 1, a => a[0] is BsonArray array ? array.Count : throw new CommandException(ErrorCode.Location17124, $"The argument to $size must be an array, but was of type: {Functions.TypeOf(a[0])}"));
        add("$isArray", 1, 1, a => (BsonBoolean)(a[0] is BsonArray));
        add("$arrayElemAt", 2, 2, a => AnyNullish(a) ? BsonNull.Value : At(List(a[0], ErrorCode.Location28689, "$arrayElemAt's first argument"), Functions.Whole("$arrayElemAt's second argument", a[1], ErrorCode.Location28690, ErrorCode.Location28691)));
        add("$first", 1, 1, a => AnyNullish(a) ? BsonNull.Value : At(List(a[0], ErrorCode.Location28689, "$first's argument"), 0));
        add("$last", 1, 1, a => AnyNullish(a) ? BsonNull.Value : At(List(a[0], ErrorCode.Location28689, "$last's argument"), -1));
        add("$slice", 2, 3, a => AnyNullish(a) ? BsonNull.Value : Slice(List(a[0], ErrorCode.Location28724, "First argument to $slice"), a));
        add("$in", 2, 2, a => (BsonBoolean)Contains(List(a[1], ErrorCode.Location40081, "$in requires an array as a second argument; it"), a[0]));
        add("$indexOfArray", 2, 4, IndexOf);
        add("$reverseArray", 1, 1, a => AnyNullish(a) ? BsonNull.Value : new BsonArray(List(a[0], ErrorCode.Location34435, "The argument to $reverseArray").Reverse()));
        add("$setDifference", 2, 2, a => AnyNullish(a) ? BsonNull.Value : Difference(List(a[0], ErrorCode.Location17048, "First operand of $setDifference"), List(a[1], ErrorCode.Location17049, "Second operand of $setDifference")));
        add("$mergeObjects", 0, int.MaxValue, a => Merge(a is [BsonArray only] ? only : a));
        add("$objectToArray", 1, 1, a => AnyNullish(a) ? BsonNull.Value : a[0] is BsonDocument d
            ? new BsonArray(d.Select(e => new BsonDocument { { "k", e.Name }, { "v", e.Value } }))
            : throw new CommandException(ErrorCode.Location40390, $"$objectToArray requires a document input, found: {Functions.TypeOf(a[0])}"));
        add("$arrayToObject", 1, 1, a => AnyNullish(a) ? BsonNull.Value : ToObject(List(a[0], ErrorCode.Location40386, "$arrayToObject requires an array input; it")));
        add("$range", 2, 3, a => Range(
            Functions.Whole("$range's starting value", a[0], ErrorCode.Location34443, ErrorCode.Location34444),
            Functions.Whole("$range's ending value", a[1], ErrorCode.Location34445, ErrorCode.Location34446),
            a.Length > 2 ? Functions.Whole("$range's step value", a[2], ErrorCode.Location34447, ErrorCode.Location34448) : 1));
    }

    public static BsonValue Concat(IEnumerable<BsonValue?> values)
    {
        if (Lists(values, ErrorCode.Location28664, "$concatArrays only supports arrays; each argument") is not { } lists) return BsonNull.Value;
        return lists.Sum(l => 2L * l.Count) <= Bounded.MaxBytes ? new BsonArray(lists.SelectMany(l => l)) : throw Bounded.TooLarge();
    }

    public static BsonValue Union(IEnumerable<BsonValue?> values) =>
        Lists(values, ErrorCode.Location17043, "All operands of $setUnion") is { } lists ? Distinct(lists.SelectMany(l => l)) : BsonNull.Value;

    public static BsonValue Intersection(IEnumerable<BsonValue?> values)
    {
        if (Lists(values, ErrorCode.Location17047, "All operands of $setIntersection") is not { } lists) return BsonNull.Value;
        return lists.Count == 0 ? new BsonArray() : Distinct(lists[0].Where(v => lists.TrueForAll(other => Contains(other, v))));
    }

    private static List<BsonArray>? Lists(IEnumerable<BsonValue?> values, ErrorCode code, string what) => NaryForms.UpToNull(values, v => List(v, code, what));

    private static bool AnyNullish(BsonValue?[] values) => Array.Exists(values, SpecialForms.IsNullish);

    private static BsonArray List(BsonValue? value, ErrorCode code, string what) =>
        value as BsonArray ?? throw new CommandException(code, $"{what} must be an array, but is {Functions.TypeOf(value)}");

    private static bool Contains(BsonArray array, BsonValue? value) => value is not null && array.Any(v => BsonOrder.Compare(v, value) == 0);

    private static BsonValue? At(BsonArray array, int index)
    {
        if (index < 0) index += array.Count;
        return index >= 0 && index < array.Count ? array[index] : null;
    }

    private static BsonArray Slice(BsonArray array, BsonValue?[] a)
    {
        var first = Functions.Whole("Second argument to $slice", a[1], ErrorCode.Location28725, ErrorCode.Location28726);
        if (a.Length == 2) return new BsonArray(first >= 0 ? array.Take(first) : array.Skip(Math.Max(0, array.Count + first)));
        var count = Functions.Whole("Third argument to $slice", a[2], ErrorCode.Location28727, ErrorCode.Location28728);
        if (count <= 0) throw new CommandException(ErrorCode.Location28729, $"Third argument to $slice must be positive: {count}");
        return new BsonArray(array.Skip(first < 0 ? Math.Max(0, array.Count + first) : first).Take(count));
    }

    private static BsonValue IndexOf(BsonValue?[] a)
    {
        if (SpecialForms.IsNullish(a[0])) return BsonNull.Value;
        var array = List(a[0], ErrorCode.Location40090, "$indexOfArray requires an array as a first argument; it");
        var (start, end) = Functions.Window("$indexOfArray", a);
        for (var i = start; i < Math.Min(end, array.Count); i++)
            if (a[1] is { } sought && BsonOrder.Compare(array[i], sought) == 0) return i;
        return -1;
    }

    private static BsonArray Distinct(IEnumerable<BsonValue> values) => new(new SortedSet<BsonValue>(values, BsonValueOrder.Instance));

    /// <summary>The elements of the first in their order, each once.</summary>
    private static BsonArray Difference(BsonArray array, BsonArray without)
    {
        var known = new HashSet<byte[]>(without.Select(v => KeyEncoder.Encode(RawValue.From(v).View)), KeyEquality.Instance);
        return new BsonArray(array.Where(v => known.Add(KeyEncoder.Encode(RawValue.From(v).View))));
    }

    private static BsonDocument Merge(IEnumerable<BsonValue?> values)
    {
        var merged = new BsonDocument();
        foreach (var value in values)
        {
            if (SpecialForms.IsNullish(value)) continue;
            merged.Merge(value as BsonDocument ?? throw new CommandException(ErrorCode.Location40400, $"$mergeObjects requires object inputs, but input is of type {Functions.TypeOf(value)}"), overwriteExistingElements: true);
        }
        return merged;
    }

    private static BsonDocument ToObject(BsonArray array)
    {
        var made = new BsonDocument();
        foreach (var item in array)
        {
            var (name, value) = item switch
            {
                BsonArray { Count: 2 } pair => (pair[0], pair[1]),
                BsonArray => throw new CommandException(ErrorCode.Location40397, "$arrayToObject requires an array of size 2 arrays"),
                BsonDocument { ElementCount: 2 } d when d.Contains("k") && d.Contains("v") => (d["k"], d["v"]),
                BsonDocument => throw new CommandException(ErrorCode.Location40392, "$arrayToObject requires an object keys of 'k' and 'v'"),
                _ => throw new CommandException(ErrorCode.Location40398, $"Unrecognised input type format for $arrayToObject: {Functions.TypeOf(item)}")
            };
            made[name is BsonString text ? text.Value : throw new CommandException(ErrorCode.Location40394, $"$arrayToObject requires an object with keys of type string, found: {Functions.TypeOf(name)}")] = value;
        }
        return made;
    }

    private static BsonArray Range(int start, int end, int step)
    {
        if (step == 0) throw new CommandException(ErrorCode.Location34449, "$range requires a non-zero step value");
        if (Math.Abs((long)end - start) / Math.Abs((long)step) > 1_000_000) throw new CommandException(ErrorCode.ExceededMemoryLimit, "$range would make too long an array");
        var made = new BsonArray();
        for (long i = start; step > 0 ? i < end : i > end; i += step) made.Add((int)i);
        return made;
    }
}
