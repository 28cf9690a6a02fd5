using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

/// <summary>Gathers one value over the documents of a group.</summary>
internal abstract class Accumulator
{
    /// <summary>How much memory one accumulator may take, and all of a stage together.</summary>
    public const long MaxBytes = 100L * 1024 * 1024;

    /// <summary>Takes a value in and returns how many more bytes it holds.</summary>
    public abstract long Add(BsonValue? value);

    /// <summary>Nothing more can change the result: what is not added is not computed either.</summary>
    public virtual bool IsFull => false;

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
    private readonly NumberSum _sum = new();

    public override long Add(BsonValue? value)
    {
        // What is no number counts for nothing.
        if (value?.IsNumeric == true) _sum.Add(value);
        return 0;
    }

    public override BsonValue Result => _sum.Result;
}

internal sealed class AverageAccumulator : Accumulator
{
    private readonly NumberSum _sum = new();
    private long _count;

    public override long Add(BsonValue? value)
    {
        if (value?.IsNumeric != true) return 0;
        _sum.Add(value);
        _count++;
        return 0;
    }

    public override BsonValue Result => _count == 0 ? BsonNull.Value : NumberFunctions.Average(_sum.Result, _count);
}

/// <summary>Holds one of the values.</summary>
internal abstract class OneAccumulator : Accumulator
{
    private long _bytes;

    protected BsonValue? Value { get; private set; }

    protected long Hold(BsonValue? value)
    {
        var before = _bytes;
        (Value, _bytes) = (value, value is null ? 0 : Bounded.Size(value));
        return _bytes - before;
    }

    public override BsonValue Result => Value ?? BsonNull.Value;
}

internal sealed class BoundAccumulator(bool greatest) : OneAccumulator
{
    public override long Add(BsonValue? value)
    {
        if (SpecialForms.IsNullish(value)) return 0;
        return Value is null || (BsonOrder.Compare(value!, Value) is var order && (greatest ? order > 0 : order < 0)) ? Hold(value) : 0;
    }
}

internal sealed class PositionAccumulator(bool last) : OneAccumulator
{
    private bool _any;

    public override bool IsFull => _any && !last;

    public override long Add(BsonValue? value)
    {
        _any = true;
        return Hold(value);
    }
}

/// <summary>Holds many of the values, all in memory, as MongoDB does: to one of them its disk is no help either.</summary>
internal abstract class ManyAccumulator(string name) : Accumulator
{
    private readonly BsonArray _values = [];
    private long _bytes;

    protected long Hold(BsonValue value, long beside = 0)
    {
        _values.Add(value);
        var more = Bounded.Size(value) + beside;
        return (_bytes += more) <= MaxBytes ? more : throw new CommandException(ErrorCode.ExceededMemoryLimit, $"{name} used too much memory and cannot spill to disk. Memory limit: {MaxBytes} bytes");
    }

    public override BsonValue Result => _values;
}

internal sealed class PushAccumulator() : ManyAccumulator("$push")
{
    public override long Add(BsonValue? value) => value is null ? 0 : Hold(value);
}

internal sealed class SetAccumulator() : ManyAccumulator("$addToSet")
{
    private readonly HashSet<byte[]> _known = new(KeyEquality.Instance);

    public override long Add(BsonValue? value) =>
        value is null || KeyEncoder.Encode(RawValue.From(value).View) is var key && !_known.Add(key) ? 0 : Hold(value, key.Length);
}

internal sealed class MergeAccumulator : Accumulator
{
    private readonly BsonDocument _merged = [];

    public override long Add(BsonValue? value)
    {
        if (SpecialForms.IsNullish(value)) return 0;
        var more = 0L;
        foreach (var (name, field) in (value as BsonDocument ?? throw new CommandException(ErrorCode.Location40400, "$mergeObjects requires object inputs")).Select(e => (e.Name, e.Value)))
        {
            more += Bounded.Size(field) + (_merged.TryGetValue(name, out var before) ? -Bounded.Size(before) : name.Length);
            _merged[name] = field;
        }
        return more;
    }

    public override BsonValue Result => _merged;
}
