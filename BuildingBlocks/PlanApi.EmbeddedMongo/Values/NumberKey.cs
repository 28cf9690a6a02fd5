using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>
/// Numbers of all four types as one order of bytes: the greatest double that is not above the number (sortable, 8 bytes),
/// then what remains above it, exactly, as a decimal: its exponent and digits. Doubles and most integers have no remainder.
/// </summary>
internal static class NumberKey
{
    private const int ExponentBias = 20000;

    public static void Append(KeyBuffer key, BsonView number)
    {
        switch (number.Type)
        {
            case BsonType.Int32:
                AppendDouble(key, number.Int32);
                key.Append(0);
                break;
            case BsonType.Double:
                AppendDouble(key, number.Double);
                key.Append(0);
                break;
            case BsonType.Int64:
                AppendInteger(key, number.Int64);
                break;
            default:
                AppendDecimal(key, number.Decimal);
                break;
        }
    }

    /// <summary>NaN first, then minus infinity up to infinity; both zeros are one.</summary>
    private static void AppendDouble(KeyBuffer key, double value)
    {
        var bits = value == 0 ? 0 : BitConverter.DoubleToInt64Bits(value);
        bits = double.IsNaN(value) ? long.MinValue : bits < 0 ? ~bits ^ long.MinValue : bits;
        BinaryPrimitives.WriteInt64BigEndian(key.Grow(8), bits ^ long.MinValue);
    }

    private static void AppendInteger(KeyBuffer key, long value)
    {
        var below = (double)value;
        if (below >= 9223372036854775808d || (long)below > value) below = Math.BitDecrement(below);
        AppendDouble(key, below);
        AppendRemainder(key, value - (BigInteger)(long)below, 0);
    }

    private static void AppendDecimal(KeyBuffer key, Decimal128 value)
    {
        if (Decimal128.IsNaN(value) || Decimal128.IsInfinity(value))
        {
            AppendDouble(key, Decimal128.ToDouble(value));
            key.Append(0);
            return;
        }
        var (digits, exponent) = Parts(value);
        var below = double.Parse($"{digits}E{exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsPositiveInfinity(below) || !double.IsInfinity(below) && CompareExactly(below, digits, exponent) > 0) below = Math.BitDecrement(below);
        if (below < -double.MaxValue)
        {
            // Below every double: ordered by the complement of its size.
            AppendDouble(key, double.NegativeInfinity);
            var start = key.Length;
            AppendRemainder(key, -digits, exponent);
            key.InvertFrom(start + 1);
            return;
        }
        AppendDouble(key, below);
        var (rest, restExponent) = Subtract(digits, exponent, below);
        AppendRemainder(key, rest, restExponent);
    }

    /// <summary>A remainder: nothing when it is zero; otherwise where its first digit stands, and its digits without trailing zeros.</summary>
    private static void AppendRemainder(KeyBuffer key, BigInteger digits, int exponent)
    {
        if (digits.IsZero)
        {
            key.Append(0);
            return;
        }
        var text = digits.ToString(CultureInfo.InvariantCulture);
        key.Append(1);
        BinaryPrimitives.WriteUInt16BigEndian(key.Grow(2), (ushort)(text.Length + exponent + ExponentBias));
        foreach (var digit in text.TrimEnd('0')) key.Append((byte)digit);
        key.Append(0);
    }

    /// <summary>A decimal as digits times a power of ten, zero as 0 and 0.</summary>
    private static (BigInteger Digits, int Exponent) Parts(Decimal128 value)
    {
        var exact = ExactDecimal.Parse(value.ToString());
        return exact.Digits.IsZero ? (exact.Digits, 0) : (exact.Digits, exact.Exponent);
    }

    private static int CompareExactly(double value, BigInteger digits, int exponent) => -Subtract(digits, exponent, value).Digits.Sign;

    private static ExactDecimal Subtract(BigInteger digits, int exponent, double value) => new ExactDecimal(digits, exponent) - ExactDecimal.Exactly(value);
}
