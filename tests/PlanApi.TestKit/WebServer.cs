using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PlanApi.TestKit;

/// <summary>A web server of somebody else on this machine: at 127.0.0.2, which tests take for the public internet, or inside, at 127.0.0.1.</summary>
public sealed class WebServer : IAsyncDisposable
{
    public static readonly IPAddress Public = IPAddress.Parse("127.0.0.2");
    private readonly WebApplication _app;
    private readonly RequestDelegate _answer;
    private int _asked;

    private WebServer(WebApplication app, RequestDelegate answer) => (_app, _answer) = (app, answer);

    public string Url => _app.Urls.First();

    public int Asked => Volatile.Read(ref _asked);

    public static async Task<WebServer> Start(RequestDelegate answer, bool inside = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(inside ? IPAddress.Loopback : Public, 0));
        var server = new WebServer(builder.Build(), answer);
        server._app.Map("/{**path}", server.Answer);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task Answer(HttpContext http)
    {
        Interlocked.Increment(ref _asked);
        return _answer(http);
    }
}
