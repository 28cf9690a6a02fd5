using System.Numerics;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Updates;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>
/// What $sum and $avg add up: integers exactly, doubles beside what their additions lose, decimals by themselves. So the order of the
/// numbers hardly matters, and a sum that fits its type is not lost to one on the way that does not.
/// </summary>
internal sealed class NumberSum
{
    private Int128 _integers;
    private double _doubles, _lost, _plain;
    private BsonValue? _decimals;
    private bool _isLong, _isDouble;

    public NumberSum Add(BsonValue number)
    {
        if (number.IsDecimal128) _decimals = _decimals is null ? number : Arithmetic.Add(_decimals, number);
        else if (number.IsDouble)
        {
            _isDouble = true;
            _plain += number.AsDouble;
            (_doubles, var lost) = TwoSum(_doubles, number.AsDouble);
            _lost += lost;
        }
        else
        {
            _isLong |= number.IsInt64;
            _integers += number.ToInt64();
        }
        return this;
    }

    /// <summary>The sum in the widest of the numbers' types; integers that outgrow theirs become longs, then doubles.</summary>
    public BsonValue Result
    {
        get
        {
            if (_decimals is not null) return Arithmetic.Add(_decimals, double.IsFinite(_doubles) ? Exact() : new BsonDouble(_plain))!;
            if (_isDouble || _integers < long.MinValue || _integers > long.MaxValue) return new BsonDouble(Nearest());
            return _isLong || _integers < int.MinValue || _integers > int.MaxValue ? new BsonInt64((long)_integers) : new BsonInt32((int)_integers);
        }
    }

    private BsonDecimal128 Exact() => new((ExactDecimal.Exactly(_doubles) + ExactDecimal.Exactly(_lost) + new ExactDecimal((BigInteger)_integers, 0)).ToDecimal128());

    private double Nearest()
    {
        // Infinities leave no number of what is lost.
        if (!double.IsFinite(_doubles)) return _plain;
        var whole = (double)_integers;
        var (sum, lost) = TwoSum(_doubles, whole);
        return double.IsFinite(sum) ? sum + (lost + _lost + (double)(_integers - (Int128)whole)) : sum;
    }

    /// <summary>The sum, rounded, and what the rounding takes away (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B).</summary>
    private static (double Sum, double Lost) TwoSum(double a, double b)
    {
        var sum = a + b;
        var second = sum - a;
        return (sum, (a - (sum - second)) + (b - second));
    }
}
