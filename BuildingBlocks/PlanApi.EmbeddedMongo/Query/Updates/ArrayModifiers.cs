using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>The order of $push's $sort: by fields of the elements, or by the elements themselves (an empty path).</summary>
internal sealed record PushSort(IReadOnlyList<(string[] Path, bool Descending)> Fields) : IComparer<BsonValue>
{
    public int Compare(BsonValue? x, BsonValue? y) =>
        Fields.Select(f => BsonOrder.Compare(At(x!, f.Path), At(y!, f.Path)) * (f.Descending ? -1 : 1)).FirstOrDefault(order => order != 0);

    /// <summary>What an element is sorted by; null when there is nothing. An array there is compared whole, unlike in a query's sort.</summary>
    private static BsonValue At(BsonValue element, string[] path)
    {
        foreach (var part in path)
            if (element is not BsonDocument document || !document.TryGetValue(part, out element!)) return BsonNull.Value;
        return element;
    }
}

/// <summary>$push with $each, $position, $sort and $slice.</summary>
internal sealed class PushModifier(string[] path, BsonArray values, int? position, PushSort? sort, int? slice) : Modifier(path)
{
    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context)
    {
        var array = existing is null ? [] : (BsonArray)ArrayAt(existing, root, "The field '{0}' must be an array but is of type {1} in document {{_id: {2}}}").DeepClone();
        var at = position is null ? array.Count : position < 0 ? Math.Max(0, array.Count + position.Value) : Math.Min(array.Count, position.Value);
        foreach (var value in values) array.Insert(at++, value.DeepClone());
        if (sort is not null) array = new BsonArray(array.Order(sort));
        if (slice is { } count)
            array = new BsonArray(count >= 0 ? array.Take(count) : array.Skip(Math.Max(0, array.Count + count)));
        return array;
    }
}

internal sealed class AddToSetModifier(string[] path, BsonArray values) : Modifier(path)
{
    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context)
    {
        var array = existing is null ? [] : (BsonArray)ArrayAt(existing, root, "Cannot apply $addToSet to non-array field. Field named '{0}' has non-array type {1}").DeepClone();
        var known = new HashSet<byte[]>(array.Select(v => KeyEncoder.Encode(RawValue.From(v).View)), KeyEquality.Instance);
        foreach (var value in values)
            if (known.Add(KeyEncoder.Encode(RawValue.From(value).View))) array.Add(value.DeepClone());
        return array;
    }
}

/// <summary>$pull: takes out what matches a condition (tested on each element as if it were a field) or equals a value.</summary>
internal sealed class PullModifier : Modifier
{
    private readonly Func<BsonValue, bool> _matches;

    public PullModifier(string[] path, BsonValue condition) : base(path)
    {
        var raw = RawValue.From(condition);
        if (condition is BsonDocument && !FilterParser.IsOperators(raw))
        {
            var filter = FilterParser.Parse(raw);
            _matches = v => v is BsonDocument d && filter.Matches(RawValue.ToBytes(d));
        }
        else if (condition is not (BsonDocument or BsonRegularExpression))
            _matches = v => BsonOrder.Compare(v, condition) == 0;
        else
        {
            var filter = FilterParser.Parse(RawValue.From(new BsonDocument("", condition)));
            _matches = v => filter.Matches(RawValue.ToBytes(new BsonDocument("", v)));
        }
    }

    public override bool Creates => false;

    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context)
    {
        if (existing is null) return null;
        return new BsonArray(ArrayAt(existing, root, "Cannot apply $pull to a non-array value").Where(v => !_matches(v)));
    }
}

internal sealed class PullAllModifier(string[] path, BsonArray values) : Modifier(path)
{
    public override bool Creates => false;

    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context)
    {
        if (existing is null) return null;
        var array = ArrayAt(existing, root, "Cannot apply $pullAll to a non-array value");
        return new BsonArray(array.Where(v => !values.Any(x => BsonOrder.Compare(x, v) == 0)));
    }
}

internal sealed class PopModifier(string[] path, bool first) : Modifier(path)
{
    public override bool Creates => false;

    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context)
    {
        if (existing is null) return null;
        if (existing is not BsonArray array) throw CommandException.TypeMismatch($"Path '{Field}' contains an element of non-array type '{TypeNames.Of(existing.BsonType)}'");
        return new BsonArray(first ? array.Skip(1) : array.Take(Math.Max(0, array.Count - 1)));
    }
}

/// <summary>Materialised values in MongoDB's order.</summary>
internal sealed class BsonValueOrder : IComparer<BsonValue>
{
    public static readonly BsonValueOrder Instance = new();

    public int Compare(BsonValue? x, BsonValue? y) => BsonOrder.Compare(x!, y!);
}
