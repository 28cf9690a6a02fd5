using CsCheck;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Values;

/// <summary>Encoded keys sort as the values do, and no key is the beginning of another's.</summary>
public sealed class KeyTests
{
    private static readonly Gen<BsonValue> Number = Gen.OneOf(
        Gen.Int.Select(i => (BsonValue)i),
        Gen.Long.Select(i => (BsonValue)i),
        Gen.Long[long.MaxValue - 2000, long.MaxValue].Select(i => (BsonValue)i),
        Gen.Int[-20, 20].Select(i => (BsonValue)(i / 4.0)),
        Gen.Double.Select(d => (BsonValue)d),
        Gen.OneOfConst<BsonValue>(0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 9007199254740992.0, 9007199254740993L, 9223372036854775807.0),
        Gen.Decimal.Select(d => (BsonValue)d),
        Gen.OneOfConst("0", "-0", "1E+6144", "-1E+6144", "-9E+6000", "1E-6176", "0.1", "2.5", "9007199254740993", "9007199254740992.5", "NaN", "Infinity", "-Infinity").Select(d => (BsonValue)new BsonDecimal128(Decimal128.Parse(d))));

    private static readonly Gen<BsonValue> Simple = Gen.OneOf(
        Number,
        Gen.String[Gen.OneOf(Gen.OneOfConst('\0', 'a', 'b', '\uFFFD'), Gen.Char.AlphaNumeric), 0, 6].Select(s => (BsonValue)s),
        Gen.Byte.Array[0, 4].Select(b => (BsonValue)new BsonBinaryData(b)),
        Gen.Byte.Array[12].Select(b => (BsonValue)new ObjectId(b)),
        Gen.Long.Select(t => (BsonValue)new BsonDateTime(t)),
        Gen.Long.Select(t => (BsonValue)new BsonTimestamp(t)),
        Gen.OneOfConst<BsonValue>(BsonNull.Value, BsonUndefined.Value, true, false, BsonMinKey.Value, BsonMaxKey.Value, new BsonRegularExpression("a", "i"), new BsonRegularExpression("ab"), new BsonJavaScript("x")));

    private static readonly Gen<BsonValue> Any = Gen.Recursive<BsonValue>((depth, nested) => depth >= 3 ? Simple : Gen.Frequency(
        (4, Simple),
        (1, nested.Array[0, 3].Select(a => (BsonValue)new BsonArray(a))),
        (1, Gen.Select(Gen.OneOfConst("a", "b", "ab"), nested).Array[0, 3].Select(fields => (BsonValue)new BsonDocument(fields.DistinctBy(f => f.Item1).ToDictionary(f => f.Item1, f => f.Item2))))));

    private static int Sign(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => Math.Sign(a.SequenceCompareTo(b));

    [Fact]
    public void Keys_sort_as_values_do()
    {
        Gen.Select(Any, Any).Sample((a, b) =>
        {
            var (x, y) = (RawValue.From(a), RawValue.From(b));
            var order = Math.Sign(BsonOrder.Compare(x.View, y.View));
            var (p, q) = (KeyEncoder.Encode(x.View), KeyEncoder.Encode(y.View));
            Sign(p, q).ShouldBe(order, $"{a} {b}");
            Math.Sign(BsonOrder.Compare(b, a)).ShouldBe(-order);
            if (order != 0) (p.AsSpan().StartsWith(q) || q.AsSpan().StartsWith(p)).ShouldBeFalse($"{a} {b}: one begins the other");
        }, iter: 6000);
    }

    [Fact]
    public void Numbers_of_all_types_sort_by_their_exact_value()
    {
        Gen.Select(Number, Number).Where((a, b) => Rational(a) is not null && Rational(b) is not null).Sample((a, b) =>
        {
            var (p, q) = (KeyEncoder.Encode(RawValue.From(a).View), KeyEncoder.Encode(RawValue.From(b).View));
            var ((n, d), (m, e)) = (Rational(a)!.Value, Rational(b)!.Value);
            Sign(p, q).ShouldBe((n * e).CompareTo(m * d), $"{a} {b}");
        }, iter: 6000);
    }

    /// <summary>A number as a fraction, computed another way than the keys are.</summary>
    private static (System.Numerics.BigInteger Over, System.Numerics.BigInteger Under)? Rational(BsonValue value)
    {
        if (value.IsInt32 || value.IsInt64) return (value.ToInt64(), 1);
        var text = value.IsDouble ? value.AsDouble.ToString("E80", System.Globalization.CultureInfo.InvariantCulture) : value.AsDecimal128.ToString();
        if (value.IsDouble && (!double.IsFinite(value.AsDouble) || Math.Abs(value.AsDouble) is > 1e60 or (< 1e-10 and not 0))) return null;
        if (text.Contains('N') || text.Contains('I')) return null;
        var parts = text.Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.');
        if (point >= 0) exponent -= parts[0].Length - point - 1;
        var digits = System.Numerics.BigInteger.Parse(parts[0].Replace(".", ""), System.Globalization.CultureInfo.InvariantCulture);
        return exponent >= 0 ? (digits * System.Numerics.BigInteger.Pow(10, exponent), 1) : (digits, System.Numerics.BigInteger.Pow(10, -exponent));
    }

    [Fact]
    public void A_descending_field_sorts_the_other_way_and_the_next_field_breaks_ties()
    {
        Gen.Select(Any, Any, Simple, Simple).Sample((a, b, c, d) =>
        {
            static byte[] Key(BsonValue first, BsonValue second)
            {
                using var key = KeyBuffer.Rent();
                KeyEncoder.AppendField(key, RawValue.From(first).View, descending: true);
                KeyEncoder.AppendField(key, RawValue.From(second).View, descending: false);
                return key.ToArray();
            }
            var expected = -BsonOrder.Compare(a, b);
            if (expected == 0) expected = BsonOrder.Compare(c, d);
            Sign(Key(a, c), Key(b, d)).ShouldBe(Math.Sign(expected), $"({a}, {c}) ({b}, {d})");
        }, iter: 4000);
    }

    [Fact]
    public void Any_bytes_are_a_document_or_refused_and_never_more()
    {
        Gen.Select(Any, Gen.Int[0, 10000], Gen.Byte).Sample((value, at, b) =>
        {
            var bytes = RawValue.ToBytes(new BsonDocument("v", value));
            BsonValidator.IsDocument(bytes).ShouldBeTrue();
            bytes[at % bytes.Length] = b;
            // Damaged bytes that are still accepted can be read to the end.
            if (!BsonValidator.IsDocument(bytes)) return;
            foreach (var element in new BsonElements(bytes)) KeyEncoder.Encode(element.Value);
        }, iter: 6000);
        BsonValidator.IsDocument([]).ShouldBeFalse();
        BsonValidator.IsDocument([5, 0, 0, 0, 1]).ShouldBeFalse();
        BsonValidator.IsDocument([255, 255, 255, 255, 0]).ShouldBeFalse();
    }
}
