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
    private readonly Action<Exception> _unexpected;
    private readonly TimeSpan _patience;
    private readonly Thread _accepting;
    private volatile bool _stopping;

    /// <param name="dispatcher">Runs the commands.</param>
    /// <param name="credential">What clients sign in with.</param>
    /// <param name="unexpected">Told of faults that end a connection and are not its client's.</param>
    /// <param name="patience">How long a client that has not signed in may be silent: a minute, when nothing is said. Monitoring connections of drivers never sign in, and say hello every ten seconds.</param>
    public WireListener(Dispatcher dispatcher, ScramCredential credential, Action<Exception> unexpected, TimeSpan? patience = null)
    {
        (_dispatcher, _credential, _unexpected, _patience) = (dispatcher, credential, unexpected, patience ?? TimeSpan.FromMinutes(1));
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
            Socket? client = null;
            try
            {
                Serve(client = _socket.Accept(), id);
            }
            catch (Exception e)
            {
                client?.Dispose();
                if (_stopping) return;
                // That client was gone before it was accepted, or descriptors, threads or memory ran out for a moment.
                if (e is not SocketException) _unexpected(e);
                Thread.Sleep(10);
            }
        }
    }

    private void Serve(Socket client, int id)
    {
        client.NoDelay = true;
        var connection = new WireConnection(client, id, _dispatcher, _credential, _unexpected, _patience);
        var thread = new Thread(() =>
        {
            connection.Serve();
            Forget(connection);
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
        try
        {
            thread.Start();
        }
        catch
        {
            Forget(connection);
            throw;
        }
    }

    private void Forget(WireConnection connection)
    {
        lock (_open) _open.Remove(connection);
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
