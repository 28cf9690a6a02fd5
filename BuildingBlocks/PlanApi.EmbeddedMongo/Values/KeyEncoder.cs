using System.Buffers.Binary;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>
/// Writes values as bytes whose byte order is <see cref="BsonOrder"/>, and no encoding is a prefix of another,
/// so that encodings can be joined into compound keys and a value's keys are exactly those that start with its encoding.
/// </summary>
internal static class KeyEncoder
{
    /// <summary>Appends one field of an index key; a descending field is complemented.</summary>
    public static void AppendField(KeyBuffer key, BsonView value, bool descending)
    {
        var start = key.Length;
        Append(key, value);
        if (descending) key.InvertFrom(start);
    }

    public static void Append(KeyBuffer key, BsonView value)
    {
        key.Append(BsonOrder.Class(value.Type));
        AppendValue(key, value);
    }

    public static byte[] Encode(BsonView value)
    {
        using var key = KeyBuffer.Rent();
        Append(key, value);
        return key.ToArray();
    }

    private static void AppendValue(KeyBuffer key, BsonView value)
    {
        switch (value.Type)
        {
            case BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128:
                NumberKey.Append(key, value);
                break;
            case BsonType.String or BsonType.Symbol or BsonType.JavaScript:
                AppendText(key, value.Utf8);
                End(key);
                break;
            case BsonType.Document:
                foreach (var element in value.Elements)
                {
                    key.Append(BsonOrder.Class(element.Value.Type));
                    key.Append(element.Name);
                    key.Append(0);
                    AppendValue(key, element.Value);
                }
                key.Append(0);
                break;
            case BsonType.Array:
                foreach (var element in value.Elements) Append(key, element.Value);
                key.Append(0);
                break;
            case BsonType.Binary:
                BinaryPrimitives.WriteInt32BigEndian(key.Grow(4), BinaryPrimitives.ReadInt32LittleEndian(value.Bytes));
                key.Append(value.Bytes[4..]);
                break;
            case BsonType.DateTime:
                BinaryPrimitives.WriteInt64BigEndian(key.Grow(8), value.Int64 ^ long.MinValue);
                break;
            case BsonType.Timestamp:
                BinaryPrimitives.WriteInt64BigEndian(key.Grow(8), value.Int64);
                break;
            case BsonType.JavaScriptWithScope:
                AppendText(key, value.Bytes);
                End(key);
                break;
            default:
                // Object ids, booleans and regular expressions sort by their own bytes; the rest have none.
                key.Append(value.Bytes);
                break;
        }
    }

    /// <summary>A zero byte inside a text is followed by 255, the end by 1: a text sorts before its continuations.</summary>
    public static void AppendText(KeyBuffer key, ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)0) is var zero and >= 0)
        {
            key.Append(text[..(zero + 1)]);
            key.Append(255);
            text = text[(zero + 1)..];
        }
        key.Append(text);
    }

    private static void End(KeyBuffer key)
    {
        key.Append(0);
        key.Append(1);
    }

    /// <summary>The encoding of a descending field, whose order is the reverse.</summary>
    public static byte[] Complement(ReadOnlySpan<byte> encoded)
    {
        var complement = encoded.ToArray();
        foreach (ref var b in complement.AsSpan()) b = (byte)~b;
        return complement;
    }

    /// <summary>The least key that is greater than every key starting with these bytes; empty when there is none.</summary>
    public static byte[] After(ReadOnlySpan<byte> prefix)
    {
        var end = prefix.Length;
        while (end > 0 && prefix[end - 1] == 255) end--;
        var after = prefix[..end].ToArray();
        if (end > 0) after[end - 1]++;
        return after;
    }
}
