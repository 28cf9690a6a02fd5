using System.Buffers.Binary;
using System.Net.Sockets;
using System.Numerics;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Wire;

/// <summary>Bytes on the socket: what is not MongoDB's wire protocol closes the connection, and only that one.</summary>
public sealed class FrameTests(StoreFixture store)
{
    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 5000 };
        socket.Connect("127.0.0.1", new MongoUrl(store.ConnectionString).Server.Port);
        return socket;
    }

    private static byte[] Message(BsonDocument body, uint flags = 0, int opcode = 2013, byte[]? more = null)
    {
        var document = RawValue.ToBytes(body);
        byte[] payload = [.. BitConverter.GetBytes(flags), 0, .. document, .. more ?? []];
        return Frame(payload, opcode);
    }

    private static byte[] Frame(byte[] payload, int opcode, int? size = null) =>
        [.. BitConverter.GetBytes(size ?? 16 + payload.Length), .. BitConverter.GetBytes(7), .. BitConverter.GetBytes(0), .. BitConverter.GetBytes(opcode), .. payload];

    private static byte[] WithChecksum(byte[] message)
    {
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length + 4);
        var crc = uint.MaxValue;
        foreach (var b in message) crc = BitOperations.Crc32C(crc, b);
        return [.. message, .. BitConverter.GetBytes(~crc)];
    }

    /// <summary>The reply's document; null when the server closed the connection.</summary>
    private static BsonDocument? Exchange(Socket socket, byte[] bytes)
    {
        socket.Send(bytes);
        var header = new byte[16];
        if (!Receive(socket, header)) return null;
        var rest = new byte[BinaryPrimitives.ReadInt32LittleEndian(header) - 16];
        Receive(socket, rest).ShouldBeTrue();
        BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8)).ShouldBe(7);
        return RawValue.ToBson(rest.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)) == 1 ? 20 : 5));
    }

    private static bool Receive(Socket socket, byte[] into)
    {
        try
        {
            for (var have = 0; have < into.Length;)
            {
                var count = socket.Receive(into.AsSpan(have));
                if (count == 0) return false;
                have += count;
            }
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }

    [Fact]
    public void A_hello_is_answered_as_a_standalone_of_wire_version_21()
    {
        using var socket = Connect();
        var hello = Exchange(socket, Message(new() { { "hello", 1 }, { "$db", "admin" } }))!;
        hello["isWritablePrimary"].ShouldBe(true);
        hello["maxWireVersion"].ShouldBe(21);
        hello["maxBsonObjectSize"].ShouldBe(16777216);
        hello.Contains("setName").ShouldBeFalse();
        hello["logicalSessionTimeoutMinutes"].ShouldBe(30);
        byte[] query = [0, 0, 0, 0, .. "admin.$cmd\0"u8, 0, 0, 0, 0, 255, 255, 255, 255, .. RawValue.ToBytes(new BsonDocument("isMaster", 1))];
        Exchange(socket, Frame(query, 2004))!["ismaster"].ShouldBe(true);
    }

    [Fact]
    public void A_checksum_is_checked()
    {
        using var socket = Connect();
        var ping = new BsonDocument { { "ping", 1 }, { "$db", "admin" } };
        Exchange(socket, WithChecksum(Message(ping, flags: 1)))!["ok"].ShouldBe(1.0);
        var damaged = WithChecksum(Message(ping, flags: 1));
        damaged[^1] ^= 1;
        Exchange(socket, damaged).ShouldBeNull();
    }

    [Fact]
    public void Malformed_messages_close_the_connection_and_the_server_goes_on()
    {
        var ping = new BsonDocument { { "ping", 1 }, { "$db", "admin" } };
        byte[][] malformed =
        [
            Frame([], 2013, size: 15),
            Frame([], 2013, size: -1),
            Frame(new byte[100], 2013, size: int.MaxValue),
            Frame([0, 0, 0, 0], 2013),
            Frame([0], 2013),
            Message(ping, flags: 4),
            Message(ping, opcode: 2012),
            Message(ping, opcode: 1),
            Message(ping, more: [2]),
            Message(ping, more: [0, .. RawValue.ToBytes(ping)]),
            Message(ping, more: [1, 200, 0, 0, 0, 97]),
            Message(ping, more: [1, 9, 0, 0, 0, 97, 97, 97, 97]),
            Message(ping, more: [1, 11, 0, 0, 0, 97, 0, 5, 0, 0, 0]),
            Frame([0, 0, 0, 0, 0, 12, 0, 0, 0, 16, 97, 0, 1, 0, 0, 0], 2013),
            Frame([0, 0, 0, 0, 0, 8, 0, 0, 0, 99, 0, 0], 2013),
            Frame([0, 0, 0, 0, .. "x.y\0"u8, 0, 0, 0, 0, 0, 0, 0, 0, .. RawValue.ToBytes(ping)], 2004),
            Message(new() { { "ping", 1 }, { "$db", "admin" }, { "x", new BsonBinaryData(new byte[20000]) } })
        ];
        foreach (var bytes in malformed)
        {
            using var socket = Connect();
            Exchange(socket, bytes).ShouldBeNull(Convert.ToHexString(bytes.AsSpan(0, Math.Min(60, bytes.Length))));
        }
        using var good = Connect();
        Exchange(good, Message(ping))!["ok"].ShouldBe(1.0);
    }

    [Fact]
    public void A_stranger_may_say_hello_and_nothing_else()
    {
        using var socket = Connect();
        foreach (var command in (string[])["find", "insert", "listDatabases", "dropDatabase", "getMore", "killCursors", "explain"])
            Exchange(socket, Message(new() { { command, "things" }, { "$db", "x" } }))!["code"].ShouldBe(13, command);
        Exchange(socket, Message(new() { { "saslContinue", 1 }, { "conversationId", 1 }, { "payload", new byte[3] }, { "$db", "admin" } }))!["code"].ShouldBe(18);
        Exchange(socket, Message(new() { { "saslStart", 1 }, { "mechanism", "PLAIN" }, { "payload", new byte[3] }, { "$db", "admin" } }))!["code"].ShouldBe(18);
        var started = Exchange(socket, Message(new() { { "saslStart", 1 }, { "mechanism", "SCRAM-SHA-256" }, { "payload", "n,,n=planapi,r=abcdefghijkl"u8.ToArray() }, { "$db", "admin" } }))!;
        var challenge = System.Text.Encoding.UTF8.GetString(started["payload"].AsByteArray).Split(',')[0];
        var forged = $"c=biws,{challenge},p={Convert.ToBase64String(new byte[32])}";
        Exchange(socket, Message(new() { { "saslContinue", 1 }, { "conversationId", 1 }, { "payload", System.Text.Encoding.UTF8.GetBytes(forged) }, { "$db", "admin" } }))!["code"].ShouldBe(18);
        Exchange(socket, Message(new() { { "find", "things" }, { "$db", "x" } }))!["code"].ShouldBe(13);
    }
}
