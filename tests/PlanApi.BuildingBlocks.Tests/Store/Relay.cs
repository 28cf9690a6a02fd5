using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PlanApi.BuildingBlocks.Tests.Store;

/// <summary>Stands between a host and its store, and cuts and restores the line between them.</summary>
internal sealed class Relay(IPEndPoint store) : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _open = [];
    private TcpListener? _listener;

    public int Port { get; } = TestKit.Ports.Free();

    public void Restore()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = Serve(_listener);
    }

    public void Cut()
    {
        _listener?.Dispose();
        while (_open.TryTake(out var connection)) connection.Dispose();
    }

    public void Dispose() => Cut();

    private async Task Serve(TcpListener listener)
    {
        try
        {
            while (true) _ = Join(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task Join(TcpClient host)
    {
        using var here = host;
        using var there = new TcpClient();
        _open.Add(here);
        _open.Add(there);
        try
        {
            await there.ConnectAsync(store);
            await Task.WhenAny(here.GetStream().CopyToAsync(there.GetStream()), there.GetStream().CopyToAsync(here.GetStream()));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one side has gone.
        }
    }
}
