using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Numbers of mixed types as MongoDB computes with them: int grows to long, long does not overflow (null), a double or decimal makes the result one.</summary>
internal static class Arithmetic
{
    public static BsonValue? Add(BsonValue a, BsonValue b) => Combine(a, b, static (x, y) => x + y, static (x, y) => x + y, static (x, y) => x + y);

    public static BsonValue? Multiply(BsonValue a, BsonValue b) => Combine(a, b, static (x, y) => x * y, static (x, y) => x * y, static (x, y) => x * y);

    public static BsonValue? Subtract(BsonValue a, BsonValue b) => Combine(a, b, static (x, y) => x - y, static (x, y) => x - y, static (x, y) => x - y);

    private static BsonValue? Combine(BsonValue a, BsonValue b, Func<Int128, Int128, Int128> integers, Func<double, double, double> doubles, Func<ExactDecimal, ExactDecimal, ExactDecimal> decimals)
    {
        if (a.IsDecimal128 || b.IsDecimal128) return Decimals(a, b, doubles, decimals);
        if (a.IsDouble || b.IsDouble) return new BsonDouble(doubles(a.ToDouble(), b.ToDouble()));
        var result = integers(a.ToInt64(), b.ToInt64());
        if (a.IsInt32 && b.IsInt32 && result >= int.MinValue && result <= int.MaxValue) return new BsonInt32((int)result);
        return result >= long.MinValue && result <= long.MaxValue ? new BsonInt64((long)result) : null;
    }

    /// <summary>As decimals. With an infinity or no number in it, doubles know the answer.</summary>
    public static BsonDecimal128 Decimals(BsonValue a, BsonValue b, Func<double, double, double> doubles, Func<ExactDecimal, ExactDecimal, ExactDecimal> decimals) =>
        new(ExactDecimal.IsFinite(a) && ExactDecimal.IsFinite(b)
            ? decimals(ExactDecimal.Of(a), ExactDecimal.Of(b)).ToDecimal128()
            : doubles(a.ToDouble(), b.ToDouble()) switch
            {
                double.PositiveInfinity => Decimal128.PositiveInfinity,
                double.NegativeInfinity => Decimal128.NegativeInfinity,
                double.NaN => Decimal128.QNaN,
                var finite => ExactDecimal.Of(finite).ToDecimal128()
            });
}
