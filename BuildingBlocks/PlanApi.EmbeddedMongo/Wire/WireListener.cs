using System.Net;
using System.Net.Sockets;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Security;

namespace PlanApi.EmbeddedMongo.Wire;

/// <summary>Accepts clients on loopback, on a port that the system chooses, and serves each on a thread of its own.</summary>
internal sealed class WireListener : IDisposable
{
    /// <summary>More clients than any driver's pools here make; the next one is turned away.</summary>
    private const int MaxConnections = 2000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Dictionary<WireConnection, Thread> _open = [];
    private readonly Dispatcher _dispatcher;
    private readonly ScramCredential _credential;
    private readonly Thread _accepting;
    private volatile bool _stopping;

    public WireListener(Dispatcher dispatcher, ScramCredential credential)
    {
        (_dispatcher, _credential) = (dispatcher, credential);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(512);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _accepting = new Thread(Accept) { IsBackground = true, Name = "store listener" };
        _accepting.Start();
    }

    public int Port { get; }

    private void Accept()
    {
        for (var id = 1; !_stopping; id++)
        {
            try
            {
                Serve(_socket.Accept(), id);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!_stopping)
            {
                // That client was gone before it was accepted, or descriptors ran out for a moment.
                Thread.Sleep(10);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private void Serve(Socket client, int id)
    {
        client.NoDelay = true;
        var connection = new WireConnection(client, id, _dispatcher, _credential);
        var thread = new Thread(() =>
        {
            connection.Serve();
            lock (_open) _open.Remove(connection);
        })
        { IsBackground = true, Name = $"store connection {id}" };
        lock (_open)
        {
            if (_stopping || _open.Count >= MaxConnections)
            {
                client.Dispose();
                return;
            }
            _open[connection] = thread;
        }
        thread.Start();
    }

    /// <summary>Stops accepting, ends every connection and waits for what each was doing.</summary>
    public void Dispose()
    {
        _stopping = true;
        _socket.Dispose();
        _accepting.Join();
        List<(WireConnection, Thread)> open;
        lock (_open) open = [.. _open.Select(p => (p.Key, p.Value))];
        foreach (var (connection, _) in open) connection.Close();
        foreach (var (_, thread) in open) thread.Join();
    }
}
