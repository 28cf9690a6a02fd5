using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Updates;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

internal static class ArrayFunctions
{
    public static void Add(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        add("$size", 1, 1, a => a[0] is BsonArray array ? array.Count : throw new CommandException(ErrorCode.Location17124, "The argument to $size must be an array, but was of type: " + (a[0] is null ? "missing" : Filters.TypeNames.Of(a[0]!.BsonType))));
        add("$isArray", 1, 1, a => (BsonBoolean)(a[0] is BsonArray));
        add("$arrayElemAt", 2, 2, a => SpecialForms.IsNullish(a[0]) || SpecialForms.IsNullish(a[1]) ? BsonNull.Value : At(List("$arrayElemAt", a[0]), a[1]!.ToInt32()));
        add("$first", 1, 1, a => SpecialForms.IsNullish(a[0]) ? BsonNull.Value : At(List("$first", a[0]), 0));
        add("$last", 1, 1, a => SpecialForms.IsNullish(a[0]) ? BsonNull.Value : At(List("$last", a[0]), -1));
        add("$slice", 2, 3, a => SpecialForms.IsNullish(a[0]) ? BsonNull.Value : Slice(List("$slice", a[0]), a));
        add("$in", 2, 2, a => (BsonBoolean)List("$in", a[1]).Any(v => a[0] is not null && BsonOrder.Compare(v, a[0]!) == 0));
        add("$indexOfArray", 2, 2, a => SpecialForms.IsNullish(a[0]) ? BsonNull.Value : List("$indexOfArray", a[0]).ToList().FindIndex(v => BsonOrder.Compare(v, a[1]!) == 0));
        add("$concatArrays", 0, int.MaxValue, a => Array.Exists(a, SpecialForms.IsNullish) ? BsonNull.Value : new BsonArray(a.SelectMany(v => List("$concatArrays", v))));
        add("$reverseArray", 1, 1, a => SpecialForms.IsNullish(a[0]) ? BsonNull.Value : new BsonArray(List("$reverseArray", a[0]).Reverse()));
        add("$setUnion", 0, int.MaxValue, a => Array.Exists(a, SpecialForms.IsNullish) ? BsonNull.Value : Distinct(a.SelectMany(v => List("$setUnion", v))));
        add("$setIntersection", 1, int.MaxValue, a => Array.Exists(a, SpecialForms.IsNullish) ? BsonNull.Value : Distinct(List("", a[0]).Where(v => a.Skip(1).All(o => List("", o).Any(x => BsonOrder.Compare(x, v) == 0)))));
        add("$setDifference", 2, 2, a => Array.Exists(a, SpecialForms.IsNullish) ? BsonNull.Value : Distinct(List("", a[0]).Where(v => !List("", a[1]).Any(x => BsonOrder.Compare(x, v) == 0))));
        add("$mergeObjects", 0, int.MaxValue, a => Merge(a is [BsonArray only] ? only : a));
        add("$objectToArray", 1, 1, a => SpecialForms.IsNullish(a[0]) ? BsonNull.Value : new BsonArray(a[0]!.AsBsonDocument.Select(e => new BsonDocument { { "k", e.Name }, { "v", e.Value } })));
        add("$arrayToObject", 1, 1, a => SpecialForms.IsNullish(a[0]) ? BsonNull.Value : ToObject(List("$arrayToObject", a[0])));
        add("$range", 2, 3, a => Range(a[0]!.ToInt32(), a[1]!.ToInt32(), a.Length > 2 ? a[2]!.ToInt32() : 1));
    }

    private static BsonArray List(string name, BsonValue? value) =>
        value as BsonArray ?? throw new CommandException(ErrorCode.Location28689, $"{name} requires an array argument, found: {(value is null ? "missing" : Filters.TypeNames.Of(value.BsonType))}");

    private static BsonValue? At(BsonArray array, int index)
    {
        if (index < 0) index += array.Count;
        return index >= 0 && index < array.Count ? array[index] : null;
    }

    private static BsonArray Slice(BsonArray array, BsonValue?[] a)
    {
        var first = a[1]!.ToInt32();
        if (a.Length == 2) return new BsonArray(first >= 0 ? array.Take(first) : array.Skip(Math.Max(0, array.Count + first)));
        return new BsonArray(array.Skip(first < 0 ? Math.Max(0, array.Count + first) : first).Take(a[2]!.ToInt32()));
    }

    private static BsonArray Distinct(IEnumerable<BsonValue> values) => new(new SortedSet<BsonValue>(values, BsonValueOrder.Instance));

    private static BsonDocument Merge(IEnumerable<BsonValue?> values)
    {
        var merged = new BsonDocument();
        foreach (var value in values)
        {
            if (SpecialForms.IsNullish(value)) continue;
            merged.Merge(value as BsonDocument ?? throw new CommandException(ErrorCode.Location40400, "$mergeObjects requires object inputs"), overwriteExistingElements: true);
        }
        return merged;
    }

    private static BsonDocument ToObject(BsonArray array)
    {
        var made = new BsonDocument();
        foreach (var item in array)
        {
            var (name, value) = item is BsonArray { Count: 2 } pair ? (pair[0], pair[1]) : (item["k"], item["v"]);
            made[name.AsString] = value;
        }
        return made;
    }

    private static BsonArray Range(int start, int end, int step)
    {
        if (step == 0) throw new CommandException(ErrorCode.Location34449, "$range requires a non-zero step value");
        if ((long)Math.Abs((long)end - start) / Math.Abs(step) > 1_000_000) throw CommandException.BadValue("$range would make too long an array");
        var made = new BsonArray();
        for (long i = start; step > 0 ? i < end : i > end; i += step) made.Add((int)i);
        return made;
    }
}
