using System.Buffers.Binary;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>
/// MongoDB's order over all values: first by type class, then by value (manual: "Comparison/Sort Order").
/// Numbers of different types compare by their exact value, strings by their UTF-8 bytes, objects element by element.
/// </summary>
internal static class BsonOrder
{
    /// <summary>The class a type sorts in. Missing and undefined sort before null; 0 and 255 are never used, so that a class byte can be inverted and ended.</summary>
    public static byte Class(BsonType type) => type switch
    {
        BsonType.MinKey => 1,
        BsonType.EndOfDocument or BsonType.Undefined => 2,
        BsonType.Null => 5,
        BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128 => 10,
        BsonType.String or BsonType.Symbol => 15,
        BsonType.Document => 20,
        BsonType.Array => 25,
        BsonType.Binary => 30,
        BsonType.ObjectId => 35,
        BsonType.Boolean => 40,
        BsonType.DateTime => 45,
        BsonType.Timestamp => 47,
        BsonType.RegularExpression => 50,
        BsonType.JavaScript => 60,
        BsonType.JavaScriptWithScope => 65,
        BsonType.MaxKey => 254,
        _ => throw new InvalidDataException($"BSON type {(int)type} is unknown.")
    };

    public static int Compare(BsonView a, BsonView b)
    {
        var classOfA = Class(a.Type);
        var byClass = classOfA.CompareTo(Class(b.Type));
        if (byClass != 0) return byClass;
        return classOfA switch
        {
            10 => Numbers(a, b),
            15 or 60 => a.Utf8.SequenceCompareTo(b.Utf8),
            20 => Documents(a.Bytes, b.Bytes, names: true),
            25 => Documents(a.Bytes, b.Bytes, names: false),
            30 => Binaries(a.Bytes, b.Bytes),
            35 or 40 or 50 or 65 => a.Bytes.SequenceCompareTo(b.Bytes),
            45 => a.Int64.CompareTo(b.Int64),
            47 => ((ulong)a.Int64).CompareTo((ulong)b.Int64),
            _ => 0
        };
    }

    public static bool Equal(BsonView a, BsonView b) =>
        a.Type == b.Type && a.Bytes.SequenceEqual(b.Bytes) || Compare(a, b) == 0;

    /// <summary>Compares materialised values by the same order.</summary>
    public static int Compare(BsonValue a, BsonValue b) => (a, b) switch
    {
        (BsonInt32 x, BsonInt32 y) => x.Value.CompareTo(y.Value),
        (BsonString x, BsonString y) => string.CompareOrdinal(x.Value, y.Value) is var order && !HasSurrogate(x.Value) && !HasSurrogate(y.Value) ? order : Compare(RawValue.From(a).View, RawValue.From(b).View),
        _ => Compare(RawValue.From(a).View, RawValue.From(b).View)
    };

    private static bool HasSurrogate(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    private static int Numbers(BsonView a, BsonView b)
    {
        if (a.Type == BsonType.Decimal128 || b.Type == BsonType.Decimal128)
        {
            using var x = KeyBuffer.Rent();
            using var y = KeyBuffer.Rent();
            NumberKey.Append(x, a);
            NumberKey.Append(y, b);
            return x.Span.SequenceCompareTo(y.Span);
        }
        if (a.Type == BsonType.Double)
            return b.Type == BsonType.Double ? Doubles(a.Double, b.Double) : -IntegerWithDouble(Integer(b), a.Double);
        return b.Type == BsonType.Double ? IntegerWithDouble(Integer(a), b.Double) : Integer(a).CompareTo(Integer(b));
    }

    private static long Integer(BsonView value) => value.Type == BsonType.Int32 ? value.Int32 : value.Int64;

    // NaN equals itself and sorts before every number; CompareTo does just that.
    private static int Doubles(double a, double b) => a == b ? 0 : a.CompareTo(b);

    private static int IntegerWithDouble(long a, double b)
    {
        if (double.IsNaN(b)) return 1;
        if (b >= 9223372036854775808d) return -1;
        if (b < -9223372036854775808d) return 1;
        var whole = Math.Floor(b);
        var byWhole = a.CompareTo((long)whole);
        return byWhole != 0 ? byWhole : b > whole ? -1 : 0;
    }

    private static int Documents(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, bool names)
    {
        var left = new BsonElements(a);
        var right = new BsonElements(b);
        while (true)
        {
            var hasLeft = left.MoveNext();
            var hasRight = right.MoveNext();
            if (!hasLeft || !hasRight) return hasLeft.CompareTo(hasRight);
            var order = Class(left.Current.Value.Type).CompareTo(Class(right.Current.Value.Type));
            if (order == 0 && names) order = left.Current.Name.SequenceCompareTo(right.Current.Name);
            if (order == 0) order = Compare(left.Current.Value, right.Current.Value);
            if (order != 0) return order;
        }
    }

    private static int Binaries(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var byLength = BinaryPrimitives.ReadInt32LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(b));
        return byLength != 0 ? byLength : a[4..].SequenceCompareTo(b[4..]);
    }
}
