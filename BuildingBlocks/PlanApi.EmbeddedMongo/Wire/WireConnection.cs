using System.Buffers.Binary;
using System.Net.Sockets;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Security;

namespace PlanApi.EmbeddedMongo.Wire;

/// <summary>One client: reads its messages one after the other and answers each. Anything malformed closes it.</summary>
internal sealed class WireConnection(Socket socket, int id, Dispatcher dispatcher, ScramCredential credential)
{
    /// <summary>How large a message may be from someone who has not signed in.</summary>
    private const int MaxStrangerSize = 16 * 1024;

    private readonly ConnectionState _state = new(id, credential);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _filled, _requestId;

    public async Task Serve(CancellationToken stopping)
    {
        try
        {
            using var reply = new ReplyBuilder();
            while (await Receive(stopping) is { } bytes)
            {
                var message = WireMessage.Parse(bytes);
                reply.Clear();
                await dispatcher.Run(message, _state, reply, stopping);
                if (message.Unacknowledged) continue;
                var answer = reply.Finish(++_requestId, message.RequestId, message.IsQuery);
                while (answer.Length > 0) answer = answer[await socket.SendAsync(answer, stopping)..];
            }
        }
        catch (Exception e) when (e is ProtocolException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, spoke something else, or the server stops: either way the connection is over.
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <summary>The next whole message, in an array of its own; null when the client is gone.</summary>
    private async Task<byte[]?> Receive(CancellationToken stopping)
    {
        while (_filled < WireMessage.HeaderSize)
            if (!await Fill(stopping)) return null;
        var size = BinaryPrimitives.ReadInt32LittleEndian(_buffer);
        if (size < WireMessage.HeaderSize || size > (_state.SignedIn ? WireMessage.MaxSize : MaxStrangerSize)) return null;
        var message = GC.AllocateUninitializedArray<byte>(size);
        var have = Math.Min(size, _filled);
        _buffer.AsSpan(0, have).CopyTo(message);
        _buffer.AsSpan(have, _filled - have).CopyTo(_buffer);
        _filled -= have;
        while (have < size)
        {
            var count = await socket.ReceiveAsync(message.AsMemory(have), stopping);
            if (count == 0) return null;
            have += count;
        }
        return message;
    }

    private async Task<bool> Fill(CancellationToken stopping)
    {
        var count = await socket.ReceiveAsync(_buffer.AsMemory(_filled), stopping);
        _filled += count;
        return count > 0;
    }
}
