using System.Buffers.Binary;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>
/// One BSON value as it lies in a document's bytes: read in place, nothing materialised.
/// A missing field is the value of type <see cref="BsonType.EndOfDocument"/>.
/// The bytes were validated when they came in (<see cref="BsonValidator"/>).
/// </summary>
internal readonly ref struct BsonView(BsonType type, ReadOnlySpan<byte> bytes)
{
    public BsonType Type { get; } = type;
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public static BsonView Missing => default;

    public static BsonView Document(ReadOnlySpan<byte> bytes) => new(BsonType.Document, bytes);

    public bool IsMissing => Type == BsonType.EndOfDocument;
    public bool IsArray => Type == BsonType.Array;
    public bool IsDocument => Type == BsonType.Document;
    public bool IsNullish => Type is BsonType.Null or BsonType.Undefined or BsonType.EndOfDocument;
    public bool IsNumber => Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128;

    public int Int32 => BinaryPrimitives.ReadInt32LittleEndian(Bytes);
    public long Int64 => BinaryPrimitives.ReadInt64LittleEndian(Bytes);
    public double Double => BinaryPrimitives.ReadDoubleLittleEndian(Bytes);
    public bool Boolean => Bytes[0] != 0;
    public Decimal128 Decimal => Decimal128.FromIEEEBits((ulong)BinaryPrimitives.ReadInt64LittleEndian(Bytes[8..]), (ulong)BinaryPrimitives.ReadInt64LittleEndian(Bytes));

    /// <summary>The UTF-8 of a string, symbol or JavaScript value.</summary>
    public ReadOnlySpan<byte> Utf8 => Bytes[4..^1];

    /// <summary>The elements of a document or array.</summary>
    public BsonElements Elements => new(Bytes);

    /// <summary>The number as a double, which may round it; NaN where it is no number.</summary>
    public double ToDouble() => Type switch
    {
        BsonType.Int32 => Int32,
        BsonType.Int64 => Int64,
        BsonType.Double => Double,
        BsonType.Decimal128 => Decimal128.ToDouble(Decimal),
        _ => double.NaN
    };

    public bool IsNaN => Type switch
    {
        BsonType.Double => double.IsNaN(Double),
        BsonType.Decimal128 => Decimal128.IsNaN(Decimal),
        _ => false
    };

    /// <summary>The field of that name of a document, or missing.</summary>
    public static BsonView Field(ReadOnlySpan<byte> document, ReadOnlySpan<byte> name)
    {
        foreach (var element in new BsonElements(document))
            if (element.Name.SequenceEqual(name)) return element.Value;
        return Missing;
    }

    /// <summary>How many bytes a value of this type takes that starts here.</summary>
    public static int Size(BsonType type, ReadOnlySpan<byte> at) => type switch
    {
        BsonType.Double or BsonType.DateTime or BsonType.Int64 or BsonType.Timestamp => 8,
        BsonType.Int32 => 4,
        BsonType.String or BsonType.JavaScript or BsonType.Symbol => 4 + BinaryPrimitives.ReadInt32LittleEndian(at),
        BsonType.Document or BsonType.Array or BsonType.JavaScriptWithScope => BinaryPrimitives.ReadInt32LittleEndian(at),
        BsonType.Binary => 5 + BinaryPrimitives.ReadInt32LittleEndian(at),
        BsonType.ObjectId => 12,
        BsonType.Boolean => 1,
        BsonType.Decimal128 => 16,
        BsonType.RegularExpression => RegexSize(at),
        BsonType.Null or BsonType.Undefined or BsonType.MinKey or BsonType.MaxKey => 0,
        _ => throw new InvalidDataException($"BSON type {(int)type} is unknown.")
    };

    private static int RegexSize(ReadOnlySpan<byte> at)
    {
        var pattern = at.IndexOf((byte)0) + 1;
        return pattern + at[pattern..].IndexOf((byte)0) + 1;
    }
}

/// <summary>One element of a document: its name in UTF-8 and its value.</summary>
internal readonly ref struct BsonElementView(ReadOnlySpan<byte> name, BsonView value)
{
    public ReadOnlySpan<byte> Name { get; } = name;
    public BsonView Value { get; } = value;
}

/// <summary>Walks the elements of a document's (or array's) bytes.</summary>
internal ref struct BsonElements(ReadOnlySpan<byte> document)
{
    private readonly ReadOnlySpan<byte> _document = document;
    private int _next = 4;

    /// <summary>Where the current element starts, at its type byte, in the document.</summary>
    public int Start { get; private set; }

    /// <summary>Where the current element's value starts in the document.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Just behind the current element.</summary>
    public readonly int End => _next;

    public BsonElementView Current { get; private set; }

    public readonly BsonElements GetEnumerator() => this;

    public bool MoveNext()
    {
        var type = (BsonType)_document[_next];
        if (type == BsonType.EndOfDocument) return false;
        Start = _next;
        var rest = _document[(_next + 1)..];
        var name = rest[..rest.IndexOf((byte)0)];
        ValueStart = _next + name.Length + 2;
        var size = BsonView.Size(type, _document[ValueStart..]);
        Current = new BsonElementView(name, new BsonView(type, _document.Slice(ValueStart, size)));
        _next = ValueStart + size;
        return true;
    }
}
