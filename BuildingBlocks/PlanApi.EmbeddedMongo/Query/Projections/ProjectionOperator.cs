using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Projections;

/// <summary>A part of a projection that does more than keep or drop a field.</summary>
internal abstract class ProjectionOperator(string path)
{
    public string Path => path;

    /// <param name="made">The projected document so far, to be changed.</param>
    /// <param name="whole">The stored document.</param>
    /// <param name="bytes">The stored document's bytes.</param>
    /// <param name="filter">The query's filter.</param>
    public abstract void Apply(BsonDocument made, BsonDocument whole, ReadOnlySpan<byte> bytes, Filter? filter);

    /// <summary>Replaces every array that the path leads to.</summary>
    protected static void Replace(BsonValue node, ReadOnlySpan<string> parts, Func<BsonArray, BsonValue> change)
    {
        if (node is BsonArray elements)
        {
            foreach (var element in elements) Replace(element, parts, change);
            return;
        }
        if (node is not BsonDocument document || !document.TryGetValue(parts[0], out var child)) return;
        if (parts.Length > 1) Replace(child, parts[1..], change);
        else if (child is BsonArray array) document[parts[0]] = change(array);
    }
}

/// <summary>$slice: the first n elements, the last n, or n after skipping some.</summary>
internal sealed class SliceOperator : ProjectionOperator
{
    private readonly int _skip, _count;

    public SliceOperator(string path, RawValue argument) : base(path)
    {
        var numbers = argument.IsArray ? argument.Values().ToList() : [argument];
        if (argument.IsArray && numbers.Count != 2 || numbers.Exists(n => !n.IsNumber)) throw new CommandException(ErrorCode.Location28667, "Invalid $slice syntax. The given syntax did not match the find() syntax");
        _skip = numbers.Count == 2 ? Clamp(numbers[0]) : 0;
        _count = Clamp(numbers[^1]);
        if (numbers.Count == 2 && _count <= 0) throw new CommandException(ErrorCode.Location28724, "Third argument to $slice must be positive");
        if (numbers.Count == 1 && _count < 0) (_skip, _count) = (_count, int.MaxValue);
    }

    private static int Clamp(RawValue number) => (int)Math.Clamp(number.View.ToDouble(), int.MinValue + 1, int.MaxValue);

    public override void Apply(BsonDocument made, BsonDocument whole, ReadOnlySpan<byte> bytes, Filter? filter) =>
        Replace(made, FieldPath.Split(Path), array => new BsonArray(array.Skip(_skip < 0 ? Math.Max(0, array.Count + _skip) : _skip).Take(_count)));
}

/// <summary>$elemMatch: the first element that matches, or no field at all.</summary>
internal sealed class ElementMatchOperator(string path, Predicate predicate) : ProjectionOperator(path)
{
    public override void Apply(BsonDocument made, BsonDocument whole, ReadOnlySpan<byte> bytes, Filter? filter)
    {
        if (whole.GetValue(Path, null) is not BsonArray array) return;
        var position = new MatchedPosition();
        if (predicate.Test(RawValue.From(array).View, position) && position.Index is { } index) made[Path] = new BsonArray { array[index] };
    }
}

/// <summary>The positional <c>field.$</c>: the element at which the filter matched.</summary>
internal sealed class PositionalOperator(string path) : ProjectionOperator(path)
{
    public override void Apply(BsonDocument made, BsonDocument whole, ReadOnlySpan<byte> bytes, Filter? filter)
    {
        var position = new MatchedPosition();
        filter?.Matches(bytes, position);
        if (position.Index is not { } index)
            throw new CommandException(ErrorCode.Location51246, "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array");
        Replace(made, FieldPath.Split(Path), array => index < array.Count
            ? new BsonArray { array[index] }
            : throw new CommandException(ErrorCode.Location51247, "Executor error during find command :: caused by :: positional operator '.$' element mismatch"));
    }
}

/// <summary>A computed field: <c>{total: {$add: ["$a", "$b"]}}</c>.</summary>
internal sealed class ComputedOperator(string[] path, Expression expression, Scope scope) : ProjectionOperator(string.Join('.', path))
{
    public override void Apply(BsonDocument made, BsonDocument whole, ReadOnlySpan<byte> bytes, Filter? filter) =>
        FieldSetter.Set(made, path, () => expression.Evaluate(scope.Of(whole)));
}
