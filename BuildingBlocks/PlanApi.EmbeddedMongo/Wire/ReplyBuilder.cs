using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Wire;

/// <summary>Writes a reply straight into the bytes that are sent: the message header and one document, into which stored documents are copied as they are.</summary>
internal sealed class ReplyBuilder : IDisposable
{
    private const int BodyStart = WireMessage.HeaderSize + 5;
    private const int FirstSize = 8192, KeptSize = 1 << 20;
    private readonly Stack<int> _open = new();
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    public ReplyBuilder() => Clear();

    /// <summary>How many bytes the document has so far.</summary>
    public int Length => _length - BodyStart;

    /// <summary>Starts anew; what a large reply took is given back.</summary>
    public void Clear()
    {
        if (_bytes.Length > KeptSize)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
        }
        _open.Clear();
        _length = BodyStart;
        OpenHere();
    }

    public ReplyBuilder Add(string name, int value)
    {
        Name(BsonType.Int32, name);
        BinaryPrimitives.WriteInt32LittleEndian(Grow(4), value);
        return this;
    }

    public ReplyBuilder Add(string name, long value)
    {
        Name(BsonType.Int64, name);
        BinaryPrimitives.WriteInt64LittleEndian(Grow(8), value);
        return this;
    }

    public ReplyBuilder Add(string name, double value)
    {
        Name(BsonType.Double, name);
        BinaryPrimitives.WriteDoubleLittleEndian(Grow(8), value);
        return this;
    }

    public ReplyBuilder Add(string name, string value)
    {
        Name(BsonType.String, name);
        var size = Encoding.UTF8.GetByteCount(value);
        BinaryPrimitives.WriteInt32LittleEndian(Grow(4), size + 1);
        Encoding.UTF8.GetBytes(value, Grow(size));
        Grow(1)[0] = 0;
        return this;
    }

    public ReplyBuilder Add(string name, BsonValue value)
    {
        var raw = RawValue.From(value);
        Name(raw.Type, name);
        raw.Bytes.Span.CopyTo(Grow(raw.Bytes.Length));
        return this;
    }

    /// <summary>Copies a document in.</summary>
    public void Add(string name, ReadOnlySpan<byte> document)
    {
        Name(BsonType.Document, name);
        document.CopyTo(Grow(document.Length));
    }

    /// <summary>Copies a document into an open array.</summary>
    public void Add(int index, ReadOnlySpan<byte> document)
    {
        Span<char> digits = stackalloc char[11];
        index.TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        Grow(1)[0] = (byte)BsonType.Document;
        Encoding.UTF8.GetBytes(digits[..count], Grow(count));
        Grow(1)[0] = 0;
        document.CopyTo(Grow(document.Length));
    }

    public ReplyBuilder Add(BsonDocument fields)
    {
        foreach (var field in fields) Add(field.Name, field.Value);
        return this;
    }

    public ReplyBuilder Open(BsonType type, string name)
    {
        Name(type, name);
        OpenHere();
        return this;
    }

    public ReplyBuilder Close()
    {
        Grow(1)[0] = 0;
        var start = _open.Pop();
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(start), _length - start);
        return this;
    }

    /// <summary>Ends the document and returns the whole message.</summary>
    public ReadOnlyMemory<byte> Finish(int requestId, int responseTo, bool asQueryReply)
    {
        while (_open.Count > 0) Close();
        if (asQueryReply) return QueryReply(requestId, responseTo);
        Header(_bytes, _length, requestId, responseTo, WireMessage.OpMessage);
        _bytes.AsSpan(WireMessage.HeaderSize, 5).Clear();
        return _bytes.AsMemory(0, _length);
    }

    /// <summary>OP_REPLY: flags, cursor, start and count stand before the document.</summary>
    private byte[] QueryReply(int requestId, int responseTo)
    {
        var message = new byte[WireMessage.HeaderSize + 20 + Length];
        Header(message, message.Length, requestId, responseTo, WireMessage.OpReply);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(WireMessage.HeaderSize), 8);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(WireMessage.HeaderSize + 16), 1);
        _bytes.AsSpan(BodyStart, Length).CopyTo(message.AsSpan(WireMessage.HeaderSize + 20));
        return message;
    }

    private static void Header(Span<byte> message, int length, int requestId, int responseTo, int opcode)
    {
        BinaryPrimitives.WriteInt32LittleEndian(message, length);
        BinaryPrimitives.WriteInt32LittleEndian(message[4..], requestId);
        BinaryPrimitives.WriteInt32LittleEndian(message[8..], responseTo);
        BinaryPrimitives.WriteInt32LittleEndian(message[12..], opcode);
    }

    private void OpenHere()
    {
        _open.Push(_length);
        Grow(4);
    }

    private void Name(BsonType type, string name)
    {
        Grow(1)[0] = (byte)type;
        Encoding.UTF8.GetBytes(name, Grow(Encoding.UTF8.GetByteCount(name)));
        Grow(1)[0] = 0;
    }

    private Span<byte> Grow(int count)
    {
        if (_length + count > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + count));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
