using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Numbers of mixed types as MongoDB computes with them: int grows to long, long does not overflow (null), a double or decimal makes the result one.</summary>
internal static class Arithmetic
{
    public static BsonValue? Add(BsonValue a, BsonValue b) => Combine(a, b, static (x, y) => x + y, static (x, y) => x + y, static (x, y) => x + y);

    public static BsonValue? Multiply(BsonValue a, BsonValue b) => Combine(a, b, static (x, y) => x * y, static (x, y) => x * y, static (x, y) => x * y);

    public static BsonValue? Subtract(BsonValue a, BsonValue b) => Combine(a, b, static (x, y) => x - y, static (x, y) => x - y, static (x, y) => x - y);

    private static BsonValue? Combine(BsonValue a, BsonValue b, Func<Int128, Int128, Int128> integers, Func<double, double, double> doubles, Func<decimal, decimal, decimal> decimals)
    {
        if (a.IsDecimal128 || b.IsDecimal128)
        {
            try
            {
                return new BsonDecimal128(new Decimal128(decimals(ToDecimal(a), ToDecimal(b))));
            }
            catch (OverflowException)
            {
                throw CommandException.NotImplemented("arithmetic with decimals beyond 28 digits");
            }
        }
        if (a.IsDouble || b.IsDouble) return new BsonDouble(doubles(a.ToDouble(), b.ToDouble()));
        var result = integers(a.ToInt64(), b.ToInt64());
        if (a.IsInt32 && b.IsInt32 && result >= int.MinValue && result <= int.MaxValue) return new BsonInt32((int)result);
        return result >= long.MinValue && result <= long.MaxValue ? new BsonInt64((long)result) : null;
    }

    private static decimal ToDecimal(BsonValue value) => value.IsDecimal128 ? Decimal128.ToDecimal(value.AsDecimal128) : value.ToDecimal();
}
