using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlanApi.BuildingBlocks;
using Xunit;

namespace PlanApi.TestKit;

/// <summary>
/// The real host on a real store of its own, without the demo plan unless asked. By default the store is the embedded one in a temporary folder;
/// <c>PLANAPI_TEST_MONGO</c> names a MongoDB to use instead. Share one per test class with <c>IClassFixture&lt;PlanApiHost&gt;</c>.
/// </summary>
public class PlanApiHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _directory;
    private readonly bool _keepsDirectory;

    public PlanApiHost() => _directory = Directory.CreateTempSubdirectory("planapi-test-").FullName;

    /// <summary>A host on a store that outlives it: start another one on the same folder to see what a restart leaves.</summary>
    protected PlanApiHost(string directory) => (_directory, _keepsDirectory) = (directory, true);

    /// <summary>The host's clock: real time plus what the test has advanced.</summary>
    public AdjustableClock Clock { get; } = new();

    /// <summary>Whether the demo plan is added at the start.</summary>
    protected virtual bool WithDemo => false;

    public string PublicUrl => Services.GetRequiredService<PlanApiSettings>().PublicUrl;

    /// <summary>Replaces services, for the few doors a test cannot reach from outside. Override in a fixture of your own.</summary>
    protected virtual void ConfigureServices(IServiceCollection services)
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseSetting("urls", "http://localhost");
        builder.UseSetting("PlanApi:DataDirectory", _directory);
        builder.UseSetting("PlanApi:Demo", WithDemo.ToString());
        builder.UseSetting("PlanApi:JobPollMilliseconds", "50");
        builder.UseSetting("Identity:PasswordIterations", "1000");
        foreach (var limit in new[] { "SignIn", "Forms", "Token" })
        {
            builder.UseSetting($"PlanApi:RateLimits:{limit}", "100000");
        }

        if (Environment.GetEnvironmentVariable("PLANAPI_TEST_MONGO") is { Length: > 0 } mongo)
        {
            builder.UseSetting("ConnectionStrings:Mongo", TestMongo.WithDatabase(mongo, Path.GetFileName(_directory)));
            builder.UseSetting("PlanApi:MasterKeyFile", TestMongo.MasterKeyIn(_directory));
        }

        builder.ConfigureLogging(static logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            ConfigureServices(services);
        });
    }

    /// <summary>A browser of its own: cookies, no automatic redirects.</summary>
    public Browser Browser() => new(CreateClient(new WebApplicationFactoryClientOptions
    {
        AllowAutoRedirect = false,
        HandleCookies = true,
        BaseAddress = new Uri(PublicUrl),
    }));

    /// <summary>The mails the host has sent so far.</summary>
    public Mailbox Mailbox => field ??= new(Services);

    public virtual ValueTask InitializeAsync()
    {
        _ = Server;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        // Hangfire keeps the newest host's logger in a static: once disposed it would fail whichever host starts next.
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        if (!_keepsDirectory)
        {
            await Temporary.Delete(_directory);
        }
    }
}
