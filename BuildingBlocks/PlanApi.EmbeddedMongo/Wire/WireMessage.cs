using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Wire;

/// <summary>The bytes on the connection are not MongoDB's wire protocol; the connection is closed.</summary>
internal sealed class ProtocolException(string message) : Exception(message);

/// <summary>
/// A request: the command document and its document sequences (OP_MSG, specification "OP_MSG"), or the query of the
/// first hello (OP_QUERY). Every document in it was checked to be well-formed BSON.
/// </summary>
internal sealed class WireMessage
{
    public const int HeaderSize = 16;
    public const int MaxSize = 48_000_000;
    public const int OpReply = 1, OpQuery = 2004, OpMessage = 2013;
    private const uint ChecksumPresent = 1, MoreToCome = 2;

    private WireMessage(int requestId, RawValue body)
    {
        RequestId = requestId;
        Body = body;
    }

    public int RequestId { get; }
    public RawValue Body { get; }

    /// <summary>Document sequences (section kind 1) by their argument name.</summary>
    public Dictionary<string, List<ReadOnlyMemory<byte>>> Sequences { get; } = [];

    /// <summary>The client waits for no reply.</summary>
    public bool Unacknowledged { get; private init; }

    /// <summary>Came as OP_QUERY, to be answered by OP_REPLY.</summary>
    public bool IsQuery { get; private init; }

    /// <summary>Reads a whole message, header included.</summary>
    public static WireMessage Parse(ReadOnlyMemory<byte> message)
    {
        var span = message.Span;
        var requestId = BinaryPrimitives.ReadInt32LittleEndian(span[4..]);
        return BinaryPrimitives.ReadInt32LittleEndian(span[12..]) switch
        {
            OpMessage => Message(requestId, message),
            OpQuery => Query(requestId, message[HeaderSize..]),
            var opcode => throw new ProtocolException($"Opcode {opcode} is not supported")
        };
    }

    private static WireMessage Message(int requestId, ReadOnlyMemory<byte> message)
    {
        var span = message.Span;
        if (span.Length < HeaderSize + 4) throw new ProtocolException("The message is too short");
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(span[HeaderSize..]);
        // The lower 16 bits must be understood; the upper may be ignored.
        if ((flags & 0xFFFF & ~(ChecksumPresent | MoreToCome)) != 0) throw new ProtocolException("The message has flags that are not known");
        var rest = message[(HeaderSize + 4)..];
        if ((flags & ChecksumPresent) != 0)
        {
            if (rest.Length < 4) throw new ProtocolException("The checksum is missing");
            rest = rest[..^4];
            if (Crc32C(span[..^4]) != BinaryPrimitives.ReadUInt32LittleEndian(span[^4..])) throw new ProtocolException("The checksum does not match");
        }
        RawValue body = default;
        var sequences = new List<(string Name, List<ReadOnlyMemory<byte>> Documents)>();
        while (rest.Length > 0)
        {
            var kind = rest.Span[0];
            rest = rest[1..];
            if (kind == 0 && body.IsMissing) body = RawValue.Document(TakeDocument(ref rest));
            else if (kind == 1) sequences.Add(TakeSequence(ref rest));
            else throw new ProtocolException("A section has a kind that is not known, or the body is repeated");
        }
        if (body.IsMissing) throw new ProtocolException("The message has no body");
        var parsed = new WireMessage(requestId, body) { Unacknowledged = (flags & MoreToCome) != 0 };
        foreach (var (name, documents) in sequences)
            if (!parsed.Sequences.TryAdd(name, documents)) throw new ProtocolException("A document sequence is repeated");
        return parsed;
    }

    private static WireMessage Query(int requestId, ReadOnlyMemory<byte> body)
    {
        var span = body.Span;
        var end = span.Length < 4 ? -1 : span[4..].IndexOf((byte)0);
        if (end < 0 || span.Length < 4 + end + 9) throw new ProtocolException("The query is too short");
        if (!span.Slice(4, end).EndsWith(".$cmd"u8)) throw new ProtocolException("OP_QUERY is for commands only");
        var rest = body[(4 + end + 9)..];
        return new WireMessage(requestId, RawValue.Document(TakeDocument(ref rest))) { IsQuery = true };
    }

    private static ReadOnlyMemory<byte> TakeDocument(ref ReadOnlyMemory<byte> rest)
    {
        var size = rest.Length < 5 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        if (size < 5 || size > rest.Length) throw new ProtocolException("A document is cut short");
        var document = rest[..size];
        if (!BsonValidator.IsDocument(document.Span)) throw new ProtocolException("A document is not well-formed BSON");
        rest = rest[size..];
        return document;
    }

    private static (string, List<ReadOnlyMemory<byte>>) TakeSequence(ref ReadOnlyMemory<byte> rest)
    {
        var size = rest.Length < 5 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        if (size < 5 || size > rest.Length) throw new ProtocolException("A document sequence is cut short");
        var section = rest[4..size];
        rest = rest[size..];
        var end = section.Span.IndexOf((byte)0);
        if (end < 0) throw new ProtocolException("A document sequence has no name");
        var name = Encoding.UTF8.GetString(section.Span[..end]);
        section = section[(end + 1)..];
        var documents = new List<ReadOnlyMemory<byte>>();
        while (section.Length > 0) documents.Add(TakeDocument(ref section));
        return (name, documents);
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
