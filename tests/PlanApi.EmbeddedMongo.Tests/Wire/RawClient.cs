using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Wire;

/// <summary>A socket to the store that can sign in and send anything.</summary>
internal sealed class RawClient : IDisposable
{
    public const int MaxReply = 48_000_000;
    private static readonly ConcurrentDictionary<(string Password, string Salt), byte[]> Salted = new();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000, NoDelay = true };

    public RawClient(MongoUrl url) => _socket.Connect("127.0.0.1", url.Server.Port);

    /// <summary>Signs in by SCRAM-SHA-256 (RFC 5802, RFC 7677).</summary>
    public static RawClient SignedIn(MongoUrl url)
    {
        var client = new RawClient(url);
        var first = $"n={url.Username},r={Convert.ToBase64String(RandomNumberGenerator.GetBytes(18))}";
        var challenge = client.Payload(new() { { "saslStart", 1 }, { "mechanism", "SCRAM-SHA-256" }, { "payload", Encoding.UTF8.GetBytes("n,," + first) }, { "options", new BsonDocument("skipEmptyExchange", true) }, { "$db", "admin" } });
        var fields = challenge.Split(',').ToDictionary(f => f[0], f => f[2..]);
        var salted = Salted.GetOrAdd((url.Password, fields['s']), s => Rfc2898DeriveBytes.Pbkdf2(s.Password, Convert.FromBase64String(s.Salt), int.Parse(fields['i'], CultureInfo.InvariantCulture), HashAlgorithmName.SHA256, 32));
        var key = HMACSHA256.HashData(salted, "Client Key"u8);
        var last = $"c=biws,r={fields['r']}";
        var signature = HMACSHA256.HashData(SHA256.HashData(key), Encoding.UTF8.GetBytes($"{first},{challenge},{last}"));
        for (var i = 0; i < key.Length; i++) key[i] ^= signature[i];
        client.Payload(new() { { "saslContinue", 1 }, { "conversationId", 1 }, { "payload", Encoding.UTF8.GetBytes($"{last},p={Convert.ToBase64String(key)}") }, { "$db", "admin" } }).ShouldStartWith("v=");
        return client;
    }

    private string Payload(BsonDocument command) => Encoding.UTF8.GetString(Run(command)["payload"].AsByteArray);

    public BsonDocument Run(BsonDocument command)
    {
        byte[] payload = [0, 0, 0, 0, 0, .. RawValue.ToBytes(command)];
        _socket.Send([.. BitConverter.GetBytes(payload.Length + 16), .. BitConverter.GetBytes(1), 0, 0, 0, 0, .. BitConverter.GetBytes(2013), .. payload]);
        return RawValue.ToBson(Reply().ShouldNotBeNull().AsSpan(21));
    }

    /// <summary>Sends bytes that may be a message, then nothing more.</summary>
    /// <returns>The reply; null when the store closed the connection instead.</returns>
    /// <exception cref="SocketException">The store neither answered nor closed within the time allowed.</exception>
    public byte[]? SendLast(byte[] bytes)
    {
        try
        {
            _socket.Send(bytes);
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The store closed before it had read all.
        }
        return Reply();
    }

    /// <summary>What the store says next; null when it closes the connection.</summary>
    public byte[]? Reply()
    {
        var header = new byte[16];
        if (!Receive(header)) return null;
        var size = BinaryPrimitives.ReadInt32LittleEndian(header);
        size.ShouldBeInRange(16, MaxReply);
        var reply = new byte[size];
        header.CopyTo(reply, 0);
        return Receive(reply.AsSpan(16)) ? reply : null;
    }

    private bool Receive(Span<byte> into)
    {
        try
        {
            while (into.Length > 0)
            {
                var count = _socket.Receive(into);
                if (count == 0) return false;
                into = into[count..];
            }
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();
}
