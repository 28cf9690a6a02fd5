using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;

namespace PlanApi.BuildingBlocks.Outbound;

/// <summary>The address leads to a machine that nobody outside may have us ask.</summary>
public sealed class NotPublicException() : HttpRequestException("The address is not public.");

/// <summary>
/// Which addresses may be asked for others. Whoever can choose an address must not reach our own network with it: https only, no proxy, no cookies,
/// redirects left to the caller, and every address that the name leads to must be allowed at the moment of connecting.
/// </summary>
/// <param name="plainHttp">Whether http is taken too.</param>
/// <param name="allows">Which addresses may be connected to.</param>
public sealed class OutboundGuard(bool plainHttp, Predicate<IPAddress> allows)
{
    /// <summary>In Development plain http and any address are taken.</summary>
    public static OutboundGuard For(IHostEnvironment environment) =>
        environment.IsDevelopment() ? new(plainHttp: true, static _ => true) : new(plainHttp: false, PublicAddresses.Contain);

    public bool TakesScheme(Uri address) => address.Scheme == Uri.UriSchemeHttps || (plainHttp && address.Scheme == Uri.UriSchemeHttp);

    /// <summary>A handler for one client, which owns it.</summary>
    public SocketsHttpHandler NewHandler() => new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = Connect };

    /// <summary>Connects to the very addresses that were looked at: a second look-up could lead elsewhere (DNS rebinding).</summary>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct);
        if (!addresses.All(allows.Invoke))
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
