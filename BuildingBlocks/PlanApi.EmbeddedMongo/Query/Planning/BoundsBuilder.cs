using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>Turns a condition on a path into bounds of the index keys that its documents have; null when it gives none.</summary>
internal static class BoundsBuilder
{
    private static readonly byte[] NaN = KeyEncoder.Encode(RawValue.From(double.NaN).View);

    public static Bounds? Of(Predicate predicate) => predicate switch
    {
        ComparePredicate compare => Compare(compare),
        InPredicate values => In(values),
        RegexPredicate regex => new Bounds([.. Regex(regex)], regex.PrefixIsAll),
        ElementPredicate elements => elements.All.Select(Of).OfType<Bounds>().Aggregate((Bounds?)null, (a, b) => a is null ? b : a.Intersect(b)) is { } bounds ? new Bounds(bounds.Intervals, false) : null,
        _ => null
    };

    private static Bounds? Compare(ComparePredicate compare)
    {
        var operand = compare.Operand;
        if (compare.Comparison == Comparison.Equal) return new Bounds([.. Equal(operand)], Simple(operand));
        if (operand.View.IsNullish)
            return compare.Comparison is Comparison.LessOrEqual or Comparison.GreaterOrEqual ? new Bounds([.. Equal(operand)], false) : null;
        if (operand.Type is BsonType.MinKey or BsonType.MaxKey or BsonType.Array || operand.View.IsNaN) return null;
        var value = KeyEncoder.Encode(operand.View);
        var isNumber = operand.IsNumber;
        byte[] first = isNumber ? KeyEncoder.After(NaN) : [BsonOrder.Class(operand.Type)];
        byte[] end = [(byte)(BsonOrder.Class(operand.Type) + 1)];
        var interval = compare.Comparison switch
        {
            Comparison.Less => new Interval(first, value, false),
            Comparison.LessOrEqual => new Interval(first, KeyEncoder.After(value), false),
            Comparison.Greater => new Interval(KeyEncoder.After(value), end, false),
            _ => new Interval(value, end, false)
        };
        return new Bounds([interval], Simple(operand));
    }

    /// <summary>Whether bounds on this operand say all there is to say: not for null, which missing fields equal too, nor for what arrays may contain whole.</summary>
    private static bool Simple(RawValue operand) =>
        operand.Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128 or BsonType.String or BsonType.ObjectId or BsonType.Boolean or BsonType.DateTime or BsonType.Binary
        && !operand.View.IsNaN;

    private static IEnumerable<Interval> Equal(RawValue operand)
    {
        if (operand.View.IsNullish)
            return [Interval.Point([BsonOrder.Class(BsonType.Undefined)]), Interval.Point([BsonOrder.Class(BsonType.Null)])];
        var whole = Interval.Point(KeyEncoder.Encode(operand.View));
        if (!operand.IsArray) return [whole];
        // An array's keys are its elements: its first leads to it (an empty one has undefined), and itself where it lies in another.
        var first = operand.Values().FirstOrDefault();
        return [whole, Interval.Point(first.IsMissing ? [BsonOrder.Class(BsonType.Undefined)] : KeyEncoder.Encode(first.View))];
    }

    private static Bounds In(InPredicate values)
    {
        var intervals = new List<Interval>(values.Operands.Count + 2 * values.Expressions.Count);
        var exact = values.Expressions.TrueForAll(e => e.PrefixIsAll);
        // There may be thousands, nearly always simple ones: such take no list of their own.
        foreach (var operand in values.Operands)
        {
            if (Simple(operand)) intervals.Add(Interval.Point(KeyEncoder.Encode(operand.View)));
            else
            {
                intervals.AddRange(Equal(operand));
                exact = false;
            }
        }
        foreach (var expression in values.Expressions) intervals.AddRange(Regex(expression));
        return new Bounds(intervals, exact);
    }

    private static IEnumerable<Interval> Regex(RegexPredicate regex)
    {
        using var prefix = KeyBuffer.Rent();
        prefix.Append(BsonOrder.Class(BsonType.String));
        KeyEncoder.AppendText(prefix, regex.Prefix);
        var start = prefix.ToArray();
        return [new Interval(start, KeyEncoder.After(start), false), Interval.Point(KeyEncoder.Encode(regex.Self.View))];
    }
}
