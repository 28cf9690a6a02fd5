using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests.Clients;

/// <summary>A browser app on an origin of its own that knows SMART by the library <c>fhirclient</c> alone.</summary>
internal sealed class SmartJsApp : IAsyncDisposable
{
    private readonly int _port = Ports.Free();
    private WebApplication? _app;

    public string RedirectUrl => $"{Address}/index.html";

    /// <summary>What a portal launches.</summary>
    public string LaunchUrl => $"{Address}/launch.html?client_id={{client id}}";

    private string Address => $"http://127.0.0.1:{_port}";

    /// <summary>Where a person starts the app by itself.</summary>
    public string StartUrl(string fhirBase, string clientId) => $"{Address}/launch.html?iss={Uri.EscapeDataString(fhirBase)}&client_id={clientId}";

    public async Task Start()
    {
        await NodePackages.Need();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        _app = builder.Build();
        _app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new CompositeFileProvider(
                new PhysicalFileProvider(Path.Combine(NodePackages.Folder, "smart-js")),
                new PhysicalFileProvider(Path.Combine(NodePackages.Modules, "fhirclient", "build"))),
        });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
