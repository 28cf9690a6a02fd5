using System.Buffers.Binary;
using System.Text;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>A BSON value that can be kept: its type and its bytes. The operands of filters and the arguments of commands are these.</summary>
internal readonly struct RawValue(BsonType type, ReadOnlyMemory<byte> bytes)
{
    public BsonType Type { get; } = type;
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public BsonView View => new(Type, Bytes.Span);
    public bool IsMissing => Type == BsonType.EndOfDocument;
    public bool IsDocument => Type == BsonType.Document;
    public bool IsArray => Type == BsonType.Array;

    /// <summary>Whether a document or array has nothing in it: a length and an end.</summary>
    public bool IsEmpty => Bytes.Length == 5;

    public bool IsString => Type == BsonType.String;
    public bool IsNumber => View.IsNumber;
    public string Text => Encoding.UTF8.GetString(View.Utf8);

    public static readonly RawValue Null = new(BsonType.Null, default);

    public static RawValue Document(ReadOnlyMemory<byte> bytes) => new(BsonType.Document, bytes);

    /// <summary>The elements of a document or array, in order.</summary>
    public RawElements Elements() => new(Bytes);

    /// <summary>The values of an array, or of a document.</summary>
    public IEnumerable<RawValue> Values()
    {
        foreach (var element in Elements()) yield return element.Value;
    }

    /// <summary>The field of a document, or a missing value.</summary>
    public RawValue this[string field]
    {
        get
        {
            foreach (var (name, value) in Elements())
                if (name == field) return value;
            return default;
        }
    }

    public static RawValue From(BsonValue value)
    {
        var bytes = ToBytes(new BsonDocument("", value));
        var type = (BsonType)bytes[4];
        return new RawValue(type, bytes.AsMemory(6, bytes.Length - 7));
    }

    public static byte[] ToBytes(BsonDocument document)
    {
        using var stream = new MemoryStream(256);
        using var writer = new BsonBinaryWriter(stream, new BsonBinaryWriterSettings { MaxSerializationDepth = 250, MaxDocumentSize = int.MaxValue });
        BsonDocumentSerializer.Instance.Serialize(BsonSerializationContext.CreateRoot(writer), document);
        return stream.ToArray();
    }

    /// <summary>Materialises a document's bytes, repeated names and all.</summary>
    public static BsonDocument ToBson(ReadOnlySpan<byte> document)
    {
        using var stream = new MemoryStream(document.ToArray(), writable: false);
        using var reader = new BsonBinaryReader(stream, new BsonBinaryReaderSettings { MaxDocumentSize = int.MaxValue });
        return BsonDocumentSerializer.Instance.Deserialize(BsonDeserializationContext.CreateRoot(reader, b => b.AllowDuplicateElementNames = true));
    }

    public BsonDocument ToBsonDocument() => ToBson(Bytes.Span);

    public BsonValue ToBsonValue()
    {
        if (IsDocument) return ToBsonDocument();
        var wrapped = new byte[Bytes.Length + 7];
        BinaryPrimitives.WriteInt32LittleEndian(wrapped, wrapped.Length);
        wrapped[4] = (byte)Type;
        Bytes.Span.CopyTo(wrapped.AsSpan(6));
        return ToBson(wrapped)[0];
    }
}
