using System.Buffers.Binary;
using System.Net.Sockets;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Security;

namespace PlanApi.EmbeddedMongo.Wire;

/// <summary>
/// One client, on a thread of its own: reads its messages one after the other and answers each. Anything malformed closes it.
/// The client is most often in this very process: were it served by the thread pool, a pool whose threads all wait for the
/// store would wait for ever.
/// </summary>
internal sealed class WireConnection(Socket socket, int id, Dispatcher dispatcher, ScramCredential credential, Action<Exception> unexpected, TimeSpan patience)
{
    /// <summary>How large a message may be from someone who has not signed in.</summary>
    private const int MaxStrangerSize = 16 * 1024;

    private readonly ConnectionState _state = new(id, credential);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _filled, _requestId;

    private int StrangersTimeout => (int)patience.TotalMilliseconds;

    public void Serve()
    {
        try
        {
            using var reply = new ReplyBuilder();
            socket.ReceiveTimeout = StrangersTimeout;
            while (Receive() is { } bytes)
            {
                var message = WireMessage.Parse(bytes);
                reply.Clear();
                var wasSignedIn = _state.SignedIn;
                dispatcher.Run(message, _state, reply);
                if (_state.SignedIn != wasSignedIn) socket.ReceiveTimeout = _state.SignedIn ? Timeout.Infinite : StrangersTimeout;
                if (message.Unacknowledged) continue;
                var answer = reply.Finish(++_requestId, message.RequestId, message.IsQuery).Span;
                while (answer.Length > 0) answer = answer[socket.Send(answer)..];
            }
        }
        catch (Exception e) when (e is ProtocolException or SocketException or ObjectDisposedException)
        {
            // The client left, spoke something else, was a silent stranger, or the server stops: either way the connection is over.
        }
        catch (Exception e)
        {
            // Memory ran out, for one: this connection's end, and not the process's.
            unexpected(e);
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <summary>Ends the connection from another thread.</summary>
    public void Close() => socket.Dispose();

    /// <summary>The next whole message, in an array of its own; null when the client is gone.</summary>
    private byte[]? Receive()
    {
        while (_filled < WireMessage.HeaderSize)
        {
            var count = socket.Receive(_buffer.AsSpan(_filled));
            if (count == 0) return null;
            _filled += count;
        }
        var size = BinaryPrimitives.ReadInt32LittleEndian(_buffer);
        if (size < WireMessage.HeaderSize || size > (_state.SignedIn ? WireMessage.MaxSize : MaxStrangerSize)) return null;
        var message = GC.AllocateUninitializedArray<byte>(size);
        var have = Math.Min(size, _filled);
        _buffer.AsSpan(0, have).CopyTo(message);
        _buffer.AsSpan(have, _filled - have).CopyTo(_buffer);
        _filled -= have;
        while (have < size)
        {
            var count = socket.Receive(message.AsSpan(have));
            if (count == 0) return null;
            have += count;
        }
        return message;
    }
}
