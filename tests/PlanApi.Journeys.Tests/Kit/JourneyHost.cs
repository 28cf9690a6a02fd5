using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;
using PlanApi.TestKit;

[assembly: AssemblyFixture(typeof(JourneyHost))]

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>The real host on real Kestrel with the demo plan, and one Chromium for all journeys; each journey opens a browser context of its own.</summary>
public sealed class JourneyHost : PlanApiHost
{
    private static readonly string[] ChromiumArguments =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    ];

    private readonly int _port = Ports.Free();
    private readonly ConcurrentBag<HttpClient> _preparing = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where a person finds the site.</summary>
    public string Address => $"http://localhost:{_port}";

    /// <summary>Where the contact sheet goes, when this run takes it.</summary>
    public static string? SheetFolder => Environment.GetEnvironmentVariable("PLANAPI_CONTACT_SHEET");

    protected override bool WithDemo => true;

    protected override bool ChecksQueries => SheetFolder is null && base.ChecksQueries;

    private static string? Chromium =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(path => path is { Length: > 0 } && File.Exists(path));

    /// <summary>A browser without script for what only prepares a journey. Asked of a host on Kestrel, the factory's own clients follow redirects.</summary>
    public override Browser Browser()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
        _preparing.Add(client);
        return new(client);
    }

    /// <summary>A person's browser, with nothing in it. Skips the test where there is no Chromium.</summary>
    public async Task<IBrowserContext> Open(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium on this machine; set CHROMIUM to its path.");
        options ??= new();
        options.BaseURL = Address;
        options.Locale = "en-US";
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(15_000);
        return context;
    }

    public override async ValueTask InitializeAsync()
    {
        if (Chromium is not { } chromium)
        {
            return;
        }

        UseKestrel(_port);
        StartServer();
        _playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ChromiumArguments, Headless = true });
    }

    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        foreach (var client in _preparing)
        {
            client.Dispose();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("urls", Address);
        builder.UseSetting("PlanApi:PublicUrl", Address);
    }
}
