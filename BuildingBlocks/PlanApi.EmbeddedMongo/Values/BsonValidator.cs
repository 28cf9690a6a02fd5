using System.Buffers.Binary;
using System.Text.Unicode;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>Checks that bytes are one well-formed BSON document, so that everything behind may read them without fear.</summary>
internal static class BsonValidator
{
    /// <summary>How deep documents may nest (MongoDB's limit).</summary>
    public const int MaxDepth = 180;

    /// <summary>Whether the bytes are exactly one document.</summary>
    public static bool IsDocument(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 5 && BinaryPrimitives.ReadInt32LittleEndian(bytes) == bytes.Length && Elements(bytes, 0);

    private static bool Elements(ReadOnlySpan<byte> document, int depth)
    {
        if (depth > MaxDepth || document[^1] != 0) return false;
        var rest = document[4..^1];
        while (rest.Length > 0)
        {
            var type = (BsonType)rest[0];
            if (type == BsonType.EndOfDocument || !CString(ref rest, 1)) return false;
            var size = ValueSize(type, rest, depth);
            if (size < 0 || size > rest.Length) return false;
            rest = rest[size..];
        }
        return true;
    }

    /// <summary>Steps over a C string of valid UTF-8 that starts at an offset.</summary>
    private static bool CString(ref ReadOnlySpan<byte> rest, int offset)
    {
        var end = rest[offset..].IndexOf((byte)0);
        if (end < 0 || !Utf8.IsValid(rest.Slice(offset, end))) return false;
        rest = rest[(offset + end + 1)..];
        return true;
    }

    private static int ValueSize(BsonType type, ReadOnlySpan<byte> at, int depth) => type switch
    {
        BsonType.Double or BsonType.DateTime or BsonType.Int64 or BsonType.Timestamp => 8,
        BsonType.Int32 => 4,
        BsonType.ObjectId => 12,
        BsonType.Boolean => 1,
        BsonType.Decimal128 => 16,
        BsonType.Null or BsonType.Undefined or BsonType.MinKey or BsonType.MaxKey => 0,
        BsonType.String or BsonType.JavaScript or BsonType.Symbol => StringSize(at),
        BsonType.Document or BsonType.Array => Nested(at, depth),
        BsonType.Binary => Length(at) is var n && n >= 0 && n <= at.Length - 5 ? n + 5 : -1,
        BsonType.RegularExpression => RegexSize(at),
        BsonType.JavaScriptWithScope => CodeSize(at, depth),
        _ => -1
    };

    private static int Length(ReadOnlySpan<byte> at) => at.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(at);

    private static int StringSize(ReadOnlySpan<byte> at)
    {
        var length = Length(at);
        if (length < 1 || length > at.Length - 4 || at[3 + length] != 0) return -1;
        return Utf8.IsValid(at.Slice(4, length - 1)) ? 4 + length : -1;
    }

    private static int Nested(ReadOnlySpan<byte> at, int depth)
    {
        var length = Length(at);
        return length >= 5 && length <= at.Length && Elements(at[..length], depth + 1) ? length : -1;
    }

    private static int RegexSize(ReadOnlySpan<byte> at)
    {
        var rest = at;
        return CString(ref rest, 0) && CString(ref rest, 0) ? at.Length - rest.Length : -1;
    }

    private static int CodeSize(ReadOnlySpan<byte> at, int depth)
    {
        var length = Length(at);
        if (length < 14 || length > at.Length) return -1;
        var code = StringSize(at[4..length]);
        return code > 0 && Nested(at[(4 + code)..length], depth) == length - 4 - code ? length : -1;
    }
}
