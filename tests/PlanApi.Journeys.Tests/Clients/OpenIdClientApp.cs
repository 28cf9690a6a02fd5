using System.Diagnostics;
using System.Text.Json;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests.Clients;

/// <summary>A confidential web app in Node.js that knows OAuth and OpenID Connect by the library <c>openid-client</c> alone.</summary>
internal sealed class OpenIdClientApp : IAsyncDisposable
{
    private readonly string _address = $"http://127.0.0.1:{Ports.Free()}";
    private Process? _node;

    public string RedirectUrl => $"{_address}/callback";

    /// <summary>Where a person starts the app, which then proves who it is by this method: basic or post.</summary>
    public string StartUrl(string method) => $"{_address}/start?method={method}";

    public async Task Start(string issuer, string fhirBase, string clientId, string clientSecret)
    {
        _node = NodePackages.Start("node", "openid-client/app.mjs")!;
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { issuer, fhirBase, clientId, clientSecret, redirectUri = RedirectUrl }));
        await _node.StandardInput.FlushAsync();
        if (await _node.StandardOutput.ReadLineAsync() is null)
        {
            throw new ShouldAssertException(await _node.StandardError.ReadToEndAsync());
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            _node.StandardInput.Close();
            await _node.WaitForExitAsync();
            _node.Dispose();
        }
    }
}
