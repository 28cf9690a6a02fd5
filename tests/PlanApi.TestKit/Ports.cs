using System.Net;
using System.Net.Sockets;

namespace PlanApi.TestKit;

public static class Ports
{
    /// <summary>A port nobody listens on now: addresses must be known before a host starts, because issuers and links carry them.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
