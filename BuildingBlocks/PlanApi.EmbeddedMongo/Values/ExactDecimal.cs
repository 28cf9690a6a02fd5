using System.Globalization;
using System.Numerics;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>
/// A finite number as digits times a power of ten, to compute with exactly. Results become decimals of 34 digits, rounded half to even,
/// with the exponents that IEEE 754-2008 prefers.
/// </summary>
internal readonly record struct ExactDecimal(BigInteger Digits, int Exponent)
{
    private const int Precision = 34, LeastExponent = -6176, GreatestExponent = 6111;

    /// <summary>A finite double exactly: it is an integer times a power of two, so a finite decimal.</summary>
    public static ExactDecimal Exactly(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var power = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = bits & 0xFFFFFFFFFFFFF;
        if (power == 0) power = 1;
        else mantissa += 1L << 52;
        power -= 1075;
        if (bits < 0) mantissa = -mantissa;
        while (power < 0 && mantissa.IsEven)
        {
            if (mantissa.IsZero) return new(0, 0);
            mantissa >>= 1;
            power++;
        }
        // m·2^-p = m·5^p·10^-p
        return power >= 0 ? new(mantissa << power, 0) : new(mantissa * BigInteger.Pow(5, -power), power);
    }

    /// <summary>The number exactly; a double by its first 15 digits, as MongoDB converts it.</summary>
    public static ExactDecimal Of(BsonValue number) => number switch
    {
        BsonInt32 n => new(n.Value, 0),
        BsonInt64 n => new(n.Value, 0),
        BsonDecimal128 d => Parse(d.Value.ToString()),
        _ => Parse(number.AsDouble.ToString("E14", CultureInfo.InvariantCulture)).Shortened(0)
    };

    public static bool IsFinite(BsonValue number) => number switch
    {
        BsonDecimal128 d => !Decimal128.IsNaN(d.Value) && !Decimal128.IsInfinity(d.Value),
        BsonDouble d => double.IsFinite(d.Value),
        _ => true
    };

    /// <summary>A number as it is written; zero keeps its exponent.</summary>
    public static ExactDecimal Parse(string text)
    {
        var e = text.IndexOf('E');
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }
        return new(BigInteger.Parse(mantissa, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent);
    }

    public static ExactDecimal operator +(ExactDecimal a, ExactDecimal b)
    {
        // What lies far below the last digit that is kept cannot change it beyond its direction.
        if (a.Exponent - b.Exponent > 12_000 || b.Exponent - a.Exponent > 12_000) return a.Digits.IsZero ? b : a;
        var common = Math.Min(a.Exponent, b.Exponent);
        return new(a.At(common) + b.At(common), common);
    }

    public static ExactDecimal operator -(ExactDecimal a, ExactDecimal b) => a + new ExactDecimal(-b.Digits, b.Exponent);

    public static ExactDecimal operator *(ExactDecimal a, ExactDecimal b) => new(a.Digits * b.Digits, a.Exponent + b.Exponent);

    /// <summary>The quotient to more digits than are kept, with one more that tells of a rest; exact ones keep the preferred exponent.</summary>
    public static ExactDecimal operator /(ExactDecimal a, ExactDecimal b)
    {
        var scale = Math.Max(0, Precision + 2 + Length(b.Digits) - Length(a.Digits));
        var quotient = BigInteger.DivRem(a.Digits * BigInteger.Pow(10, scale), b.Digits, out var rest);
        var exponent = a.Exponent - b.Exponent - scale;
        return rest.IsZero ? new ExactDecimal(quotient, exponent).Shortened(a.Exponent - b.Exponent) : new(quotient * 10 + (a.Digits.Sign * b.Digits.Sign), exponent - 1);
    }

    /// <summary>The remainder, with the sign of the number that is divided.</summary>
    public static ExactDecimal operator %(ExactDecimal a, ExactDecimal b)
    {
        var common = Math.Min(a.Exponent, b.Exponent);
        return new(BigInteger.Remainder(a.At(common), b.At(common)), common);
    }

    /// <summary>Rounded so that nothing is left below 10^exponent.</summary>
    public ExactDecimal RoundAt(int exponent, MidpointRounding mode)
    {
        if (Exponent >= exponent) return this;
        var unit = BigInteger.Pow(10, exponent - Exponent);
        var whole = BigInteger.DivRem(Digits, unit, out var rest);
        var half = (BigInteger.Abs(rest) * 2).CompareTo(unit);
        var away = !rest.IsZero && mode switch
        {
            MidpointRounding.ToEven => half > 0 || half == 0 && !whole.IsEven,
            MidpointRounding.ToNegativeInfinity => rest.Sign < 0,
            MidpointRounding.ToPositiveInfinity => rest.Sign > 0,
            _ => false
        };
        return new(away ? whole + rest.Sign : whole, exponent);
    }

    public Decimal128 ToDecimal128()
    {
        var rounded = RoundAt(Math.Max(LeastExponent, Exponent + Length(Digits) - Precision), MidpointRounding.ToEven);
        if (Length(rounded.Digits) > Precision) rounded = rounded.RoundAt(rounded.Exponent + 1, MidpointRounding.ToEven);
        if (rounded.Digits.IsZero) rounded = rounded with { Exponent = Math.Min(rounded.Exponent, GreatestExponent) };
        if (rounded.Exponent > GreatestExponent)
        {
            if (rounded.Exponent - GreatestExponent + Length(rounded.Digits) > Precision) return rounded.Digits.Sign < 0 ? Decimal128.NegativeInfinity : Decimal128.PositiveInfinity;
            rounded = new(rounded.At(GreatestExponent), GreatestExponent);
        }
        return Decimal128.Parse($"{rounded.Digits}E{rounded.Exponent}");
    }

    public double ToDouble() => double.Parse($"{Digits}E{Exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);

    private BigInteger At(int exponent) => Digits * BigInteger.Pow(10, Exponent - exponent);

    /// <summary>Without zeros at its end, as far as the exponent allows.</summary>
    private ExactDecimal Shortened(int most)
    {
        var (digits, exponent) = (Digits, Exponent);
        while (exponent < most && (digits % 10).IsZero) (digits, exponent) = (digits / 10, exponent + 1);
        return new(digits, exponent);
    }

    private static int Length(BigInteger digits) => digits.IsZero ? 1 : BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length;
}
