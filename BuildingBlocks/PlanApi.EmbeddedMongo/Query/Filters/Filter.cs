using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Filters;

/// <summary>A parsed filter: tells of a document's bytes whether it matches.</summary>
internal abstract class Filter
{
    public static readonly Filter Everything = new AndFilter([]);

    /// <summary>Whether the document matches; the position that the positional operator <c>$</c> stands for goes into <paramref name="positions"/> when asked for.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> document, MatchedPosition? positions = null);

    /// <summary>Whether what it tells depends on nothing but the top-level fields that are given.</summary>
    public abstract bool LooksOnlyAt(Func<string, bool> fields);

    /// <summary>The conditions that must all hold, with nested $and made flat.</summary>
    public virtual IReadOnlyList<Filter> Conjuncts() => [this];
}

/// <summary>The array position at which a filter matched last.</summary>
internal sealed class MatchedPosition
{
    public int? Index { get; set; }
}

internal sealed class AndFilter(IReadOnlyList<Filter> all) : Filter
{
    private readonly Filter[] _all = all.Any(f => f is AndFilter) ? [.. all.SelectMany(f => f.Conjuncts())] : [.. all];

    public override bool Matches(ReadOnlySpan<byte> document, MatchedPosition? positions = null)
    {
        foreach (var filter in _all)
            if (!filter.Matches(document, positions)) return false;
        return true;
    }

    public override bool LooksOnlyAt(Func<string, bool> fields) => Array.TrueForAll(_all, f => f.LooksOnlyAt(fields));

    public override IReadOnlyList<Filter> Conjuncts() => _all;
}

internal sealed class OrFilter(IReadOnlyList<Filter> any) : Filter
{
    public IReadOnlyList<Filter> Branches => any;

    public override bool Matches(ReadOnlySpan<byte> document, MatchedPosition? positions = null)
    {
        foreach (var filter in any)
            if (filter.Matches(document, positions)) return true;
        return false;
    }

    public override bool LooksOnlyAt(Func<string, bool> fields) => any.All(f => f.LooksOnlyAt(fields));
}

/// <summary>Holds when the filter under it does not. $nor, $not, $ne and $nin are this.</summary>
internal sealed class NotFilter(Filter inner) : Filter
{
    public Filter Inner => inner;

    public override bool Matches(ReadOnlySpan<byte> document, MatchedPosition? positions = null) => !inner.Matches(document);

    public override bool LooksOnlyAt(Func<string, bool> fields) => inner.LooksOnlyAt(fields);
}

/// <summary>Constant, as $alwaysTrue, $alwaysFalse and an empty $all or $in are.</summary>
internal sealed class ConstantFilter(bool value) : Filter
{
    public bool Value => value;

    public override bool Matches(ReadOnlySpan<byte> document, MatchedPosition? positions = null) => value;

    public override bool LooksOnlyAt(Func<string, bool> fields) => true;
}

/// <summary>$expr: an aggregation expression that is true of the document.</summary>
internal sealed class ExpressionFilter(Expression expression, Scope scope) : Filter
{
    public override bool Matches(ReadOnlySpan<byte> document, MatchedPosition? positions = null) =>
        SpecialForms.IsTrue(expression.Evaluate(scope.Of(RawValue.ToBson(document))));

    /// <summary>It is not looked into.</summary>
    public override bool LooksOnlyAt(Func<string, bool> fields) => false;
}

/// <summary>A condition on what lies at a path.</summary>
internal sealed class PathFilter(FieldPath path, Predicate predicate) : Filter
{
    public FieldPath Path => path;
    public Predicate Predicate => predicate;

    public override bool Matches(ReadOnlySpan<byte> document, MatchedPosition? positions = null) =>
        InDocument(document, 0, positions);

    public override bool LooksOnlyAt(Func<string, bool> fields) => fields(path.Dotted.Split('.')[0]);

    private bool InDocument(ReadOnlySpan<byte> document, int depth, MatchedPosition? positions)
    {
        var value = BsonView.Field(document, path.Parts[depth]);
        if (depth == path.Length - 1) return AtLeaf(value, positions);
        return value.Type switch
        {
            MongoDB.Bson.BsonType.Document => InDocument(value.Bytes, depth + 1, positions),
            MongoDB.Bson.BsonType.Array => InArray(value.Bytes, depth + 1, positions),
            _ => predicate.Test(BsonView.Missing, positions)
        };
    }

    /// <summary>A path goes on into each document of an array, and into the element whose position it names. Other elements yield nothing, not even a missing value.</summary>
    private bool InArray(ReadOnlySpan<byte> array, int depth, MatchedPosition? positions)
    {
        var index = -1;
        foreach (var element in new BsonElements(array))
        {
            index++;
            var value = element.Value;
            if (value.IsDocument && InDocument(value.Bytes, depth, positions) || path.Positions[depth] == index && AtPosition(value, depth, positions))
            {
                if (positions is not null) positions.Index = index;
                return true;
            }
        }
        return false;
    }

    private bool AtPosition(BsonView value, int depth, MatchedPosition? positions)
    {
        if (depth == path.Length - 1) return predicate.Test(value, positions);
        return value.IsDocument && InDocument(value.Bytes, depth + 1, positions)
            || value.IsArray && InArray(value.Bytes, depth + 1, positions);
    }

    private bool AtLeaf(BsonView value, MatchedPosition? positions)
    {
        if (value.IsArray && predicate.LooksIntoArrays)
        {
            var index = 0;
            foreach (var element in value.Elements)
            {
                if (predicate.Test(element.Value, positions))
                {
                    if (positions is not null) positions.Index = index;
                    return true;
                }
                index++;
            }
        }
        return predicate.Test(value, positions);
    }
}
