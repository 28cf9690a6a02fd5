using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using MongoDB.Driver;
using PlanApi.TestKit;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>The real host on Kestrel with the demo plan, whose app and member give the token.</summary>
/// <param name="notes">Whether the queries it sends are noted, which costs about what a read does.</param>
internal sealed class BenchHost(bool notes = false) : PlanApiHost
{
    /// <summary>The queries it sent, where they are noted.</summary>
    public QueryNotes? Notes { get; private set; }

    public string Address { get; } = $"http://localhost:{FreePort()}";

    protected override bool WithDemo => true;

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

    protected override IMongoDatabase Watch(IMongoDatabase store)
    {
        Notes = notes ? new QueryNotes(store) : null;
        return Notes?.Database ?? store;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Notes?.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
