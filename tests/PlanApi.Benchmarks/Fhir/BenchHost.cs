using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using PlanApi.TestKit;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>The real host on Kestrel with the demo plan, whose app and member give the token.</summary>
internal sealed class BenchHost : PlanApiHost
{
    public string Address { get; } = $"http://localhost:{FreePort()}";

    protected override bool WithDemo => true;

    protected override bool ChecksQueries => false;

    public void StartOnKestrel()
    {
        UseKestrel(new Uri(Address).Port);
        StartServer();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("urls", Address);
        builder.UseSetting("PlanApi:PublicUrl", Address);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
