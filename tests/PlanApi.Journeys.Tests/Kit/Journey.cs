using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>A test in a browser. When it fails, what the browser showed is kept under <c>TestResults/journeys</c>.</summary>
public abstract class Journey(JourneyHost host) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];

    protected JourneyHost Host { get; } = host;

    /// <summary>A new person at a new browser.</summary>
    protected async Task<IPage> NewPerson(BrowserNewContextOptions? options = null)
    {
        var context = await Host.Open(options);
        _contexts.Add(context);
        return await context.NewPageAsync();
    }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var context in _contexts)
        {
            if (TestContext.Current.TestState?.Result == TestResult.Failed)
            {
                await Keep(context);
            }

            await context.DisposeAsync();
        }
    }

    private async Task Keep(IBrowserContext context)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "journeys")).FullName;
        for (var i = 0; i < context.Pages.Count; i++)
        {
            var name = $"{TestContext.Current.TestMethod?.MethodName}-{_contexts.IndexOf(context)}-{i}";
            await context.Pages[i].ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {context.Pages[i].Url}");
        }
    }
}
