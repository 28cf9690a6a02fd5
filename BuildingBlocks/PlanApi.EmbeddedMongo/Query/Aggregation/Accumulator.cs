using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

/// <summary>Gathers one value over the documents of a group.</summary>
internal abstract class Accumulator
{
    public abstract void Add(BsonValue? value);

    public abstract BsonValue Result { get; }

    public static Func<Accumulator> Named(string name) => name switch
    {
        "$sum" or "$count" => () => new SumAccumulator(),
        "$avg" => () => new AverageAccumulator(),
        "$min" => () => new BoundAccumulator(greatest: false),
        "$max" => () => new BoundAccumulator(greatest: true),
        "$first" => () => new PositionAccumulator(last: false),
        "$last" => () => new PositionAccumulator(last: true),
        "$push" => () => new PushAccumulator(),
        "$addToSet" => () => new SetAccumulator(),
        "$mergeObjects" => () => new MergeAccumulator(),
        "$stdDevPop" or "$stdDevSamp" or "$top" or "$topN" or "$bottom" or "$bottomN" or "$firstN" or "$lastN" or "$minN" or "$maxN" or "$accumulator" or "$median" or "$percentile" => throw CommandException.NotImplemented($"the accumulator {name}"),
        _ => throw new CommandException(ErrorCode.Location15952, $"unknown group operator '{name}'")
    };
}

internal sealed class SumAccumulator : Accumulator
{
    private BsonValue _sum = 0;

    public override void Add(BsonValue? value)
    {
        // What is no number counts for nothing.
        if (value?.IsNumeric == true) _sum = NumberFunctions.Plus(_sum, value);
    }

    public override BsonValue Result => _sum;
}

internal sealed class AverageAccumulator : Accumulator
{
    private BsonValue _sum = 0;
    private long _count;

    public override void Add(BsonValue? value)
    {
        if (value?.IsNumeric != true) return;
        _sum = NumberFunctions.Plus(_sum, value);
        _count++;
    }

    public override BsonValue Result => _count == 0 ? BsonNull.Value : NumberFunctions.Average(_sum, _count);
}

internal sealed class BoundAccumulator(bool greatest) : Accumulator
{
    private BsonValue? _bound;

    public override void Add(BsonValue? value)
    {
        if (SpecialForms.IsNullish(value)) return;
        if (_bound is null || (BsonOrder.Compare(value!, _bound) is var order && (greatest ? order > 0 : order < 0))) _bound = value;
    }

    public override BsonValue Result => _bound ?? BsonNull.Value;
}

internal sealed class PositionAccumulator(bool last) : Accumulator
{
    private BsonValue? _value;
    private bool _any;

    public override void Add(BsonValue? value)
    {
        if (_any && !last) return;
        _any = true;
        _value = value;
    }

    public override BsonValue Result => _value ?? BsonNull.Value;
}

internal sealed class PushAccumulator : Accumulator
{
    private readonly BsonArray _values = [];

    public override void Add(BsonValue? value)
    {
        if (value is not null) _values.Add(value);
    }

    public override BsonValue Result => _values;
}

internal sealed class SetAccumulator : Accumulator
{
    private readonly BsonArray _values = [];
    private readonly HashSet<byte[]> _known = new(KeyEquality.Instance);

    public override void Add(BsonValue? value)
    {
        if (value is not null && _known.Add(KeyEncoder.Encode(RawValue.From(value).View))) _values.Add(value);
    }

    public override BsonValue Result => _values;
}

internal sealed class MergeAccumulator : Accumulator
{
    private readonly BsonDocument _merged = [];

    public override void Add(BsonValue? value)
    {
        if (SpecialForms.IsNullish(value)) return;
        _merged.Merge(value as BsonDocument ?? throw new CommandException(ErrorCode.Location40400, "$mergeObjects requires object inputs"), overwriteExistingElements: true);
    }

    public override BsonValue Result => _merged;
}
