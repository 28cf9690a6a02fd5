using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MongoDB.Bson;

namespace PlanApi.Benchmarks.Store;

/// <summary>
/// The limit of any server behind the driver: it reads a message and answers with bytes made beforehand. It finds nothing and stores nothing, but
/// of a write it puts the message into a file and onto the disk before it answers, which no durable server can do without.
/// </summary>
internal sealed class BareServer : IAsyncDisposable
{
    private const int Message = 2013, LegacyQuery = 2004, LegacyReply = 1, HeaderSize = 16;
    private static readonly string[] Writes = ["insert", "update"];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly FileStream _log;
    private readonly Lock _writing = new();
    private readonly byte[] _found, _written, _hello;

    /// <param name="document">What every find finds.</param>
    public BareServer(BsonDocument document)
    {
        _log = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        _found = new BsonDocument { { "cursor", new BsonDocument { { "firstBatch", new BsonArray { document } }, { "id", 0L }, { "ns", "b.things" } } }, { "ok", 1.0 } }.ToBson();
        _written = new BsonDocument { { "n", 1 }, { "nModified", 1 }, { "ok", 1.0 } }.ToBson();
        _hello = new BsonDocument
        {
            { "helloOk", true }, { "ismaster", true }, { "isWritablePrimary", true }, { "maxBsonObjectSize", 16_777_216 }, { "maxMessageSizeBytes", 48_000_000 }, { "maxWriteBatchSize", 100_000 },
            { "localTime", DateTime.UnixEpoch }, { "logicalSessionTimeoutMinutes", 30 }, { "minWireVersion", 0 }, { "maxWireVersion", 21 }, { "readOnly", false }, { "ok", 1.0 },
        }.ToBson();
        _listener.Start();
        _ = Accept();
    }

    public string ConnectionString => $"mongodb://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/?directConnection=true&retryWrites=false";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _log.DisposeAsync();
    }

    private async Task Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            socket.NoDelay = true;
            new Thread(() => Serve(socket)) { IsBackground = true }.Start();
        }
    }

    private void Serve(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        var request = new byte[64 * 1024];
        var reply = new byte[64 * 1024];
        try
        {
            while (true)
            {
                stream.ReadExactly(request, 0, HeaderSize);
                var length = BinaryPrimitives.ReadInt32LittleEndian(request);
                stream.ReadExactly(request, HeaderSize, length - HeaderSize);
                stream.Write(reply, 0, Answer(request.AsSpan(0, length), reply));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }

    private int Answer(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        var isLegacy = BinaryPrimitives.ReadInt32LittleEndian(request[12..]) == LegacyQuery;
        var body = isLegacy ? _hello : BodyFor(request);
        var start = HeaderSize + (isLegacy ? 20 : 5);
        reply[..start].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(reply, start + body.Length);
        request.Slice(4, 4).CopyTo(reply[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(reply[12..], isLegacy ? LegacyReply : Message);
        if (isLegacy)
        {
            // One document, after flags, cursor and offset.
            reply[HeaderSize + 16] = 1;
        }

        body.CopyTo(reply[start..]);
        return start + body.Length;
    }

    private byte[] BodyFor(ReadOnlySpan<byte> request)
    {
        // Flags, the kind of the section, the document's length, and its first element's type stand before the command's name.
        var name = request[(HeaderSize + 4 + 1 + 4 + 1)..];
        var command = Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
        if (command == "find")
        {
            return _found;
        }

        if (!Writes.Contains(command))
        {
            return _hello;
        }

        lock (_writing)
        {
            _log.Write(request);
            _log.Flush(flushToDisk: true);
        }

        return _written;
    }
}
