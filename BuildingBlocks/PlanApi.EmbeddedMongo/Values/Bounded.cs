using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>Keeps what expressions make as deep and as large as a document may be: an expression can double a value again and again.</summary>
internal static class Bounded
{
    /// <summary>How many bytes a value may have.</summary>
    public const int MaxBytes = Storage.TableWriter.MaxDocumentSize;

    /// <summary>An object, and where it is held.</summary>
    private const int ValueSize = 40;

    /// <exception cref="CommandException">The value nests too deep or is too large.</exception>
    public static void Check(BsonValue value)
    {
        var left = (long)MaxBytes;
        Walk(value, 0, ref left);
    }

    /// <summary>The same value, once it was checked.</summary>
    public static T Checked<T>(T value) where T : BsonValue
    {
        Check(value);
        return value;
    }

    /// <summary>About how many bytes of memory a value takes.</summary>
    public static long Size(BsonValue value) => ValueSize + value switch
    {
        BsonString text => 2L * text.Value.Length,
        BsonBinaryData binary => binary.Bytes.Length,
        BsonArray array => array.Sum(Size),
        BsonDocument document => document.Sum(e => 2L * e.Name.Length + Size(e.Value)),
        _ => 0
    };

    public static CommandException TooLarge() => new(ErrorCode.BSONObjectTooLarge, $"A value is larger than {MaxBytes} bytes");

    private static void Walk(BsonValue value, int depth, ref long left)
    {
        if (depth > BsonValidator.MaxDepth) throw new CommandException(ErrorCode.Overflow, $"A value nests deeper than {BsonValidator.MaxDepth} levels");
        // Each value takes a type and a name at least.
        left -= value switch { BsonString text => 2 + text.Value.Length, BsonBinaryData binary => 2 + binary.Bytes.Length, _ => 2 };
        if (left < 0) throw TooLarge();
        if (value is BsonArray array)
            foreach (var item in array) Walk(item, depth + 1, ref left);
        else if (value is BsonDocument document)
            foreach (var element in document) Walk(element.Value, depth + 1, ref left);
    }
}
