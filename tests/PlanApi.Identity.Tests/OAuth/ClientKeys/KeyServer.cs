using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PlanApi.Identity.Tests.OAuth.ClientKeys;

/// <summary>A vendor's own web server on this machine, which publishes a JWK Set and counts who asks.</summary>
public sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private KeyServer(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.First()}/jwks";

    public int Port => new Uri(Url).Port;

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What it answers; null for an error.</summary>
    public string? Jwks { get; set; }

    public string? CacheControl { get; set; }

    /// <summary>Where it sends whoever asks for the keys.</summary>
    public string? RedirectTo { get; set; }

    public static async Task<KeyServer> Start(string? jwks)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k => k.Listen(IPAddress.Loopback, 0));
        var server = new KeyServer(builder.Build()) { Jwks = jwks };
        server._app.Map("/{**path}", server.Answer);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Answer(HttpContext http)
    {
        Interlocked.Increment(ref _asked);
        http.Response.Headers.CacheControl = CacheControl;
        return RedirectTo is { } elsewhere ? Results.Redirect(elsewhere) : Jwks is { } jwks ? Results.Text(jwks, "application/json") : Results.StatusCode(500);
    }
}
