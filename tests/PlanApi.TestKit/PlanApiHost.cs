using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.EmbeddedMongo;
using PlanApi.TestMongo;
using Shouldly;
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
    private QueryBounds? _queries;

    public PlanApiHost() => _directory = Directory.CreateTempSubdirectory("planapi-test-").FullName;

    /// <summary>A host on a store that outlives it: start another one on the same folder to see what a restart leaves.</summary>
    protected PlanApiHost(string directory) => (_directory, _keepsDirectory) = (directory, true);

    /// <summary>The host's clock: real time plus what the test has advanced.</summary>
    public AdjustableClock Clock { get; } = new();

    /// <summary>Whether the demo plan is added at the start.</summary>
    protected virtual bool WithDemo => false;

    /// <summary>Whether the store is asked at the end how it answered each query.</summary>
    protected virtual bool ChecksQueries => !_keepsDirectory;

    /// <summary>The connection string of the store, or null for an embedded one of the host's own.</summary>
    protected virtual string? Mongo => ChosenMongo.WithDatabase(Path.GetFileName(_directory));

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
        builder.UseSetting("PlanApi:PasswordIterations", "1000");
        foreach (var limit in new[] { "SignIn", "Forms", "Token" })
        {
            builder.UseSetting($"PlanApi:RateLimits:{limit}", "100000");
        }

        if (Mongo is { } mongo)
        {
            builder.UseSetting("ConnectionStrings:Mongo", mongo);
            builder.UseSetting("PlanApi:MasterKeyFile", MasterKey.In(_directory));
        }

        builder.ConfigureLogging(static logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            SeeQueries(services);
            ConfigureServices(services);
        });
    }

    /// <summary>
    /// The store as the host is to be given it, which may tell of the queries sent through it. The embedded one explains every query of the host's
    /// modules when the host ends; a MongoDB named by <c>PLANAPI_TEST_MONGO</c> does not.
    /// </summary>
    protected virtual IMongoDatabase Watch(IMongoDatabase store)
    {
        if (ChosenMongo.IsNamed || !ChecksQueries)
        {
            return store;
        }

        _queries = new QueryBounds(store);
        return _queries.Database;
    }

    private void SeeQueries(IServiceCollection services)
    {
        // Not by the property, which starts the host.
        var store = (IMongoDatabase)services.Last(s => s.ServiceType == typeof(IMongoDatabase)).ImplementationInstance!;
        Database = store;
        services.AddSingleton(Watch(store));
    }

    /// <summary>The host's store, for what a test looks at itself.</summary>
    public IMongoDatabase Database
    {
        get
        {
            // Configured when the host starts, which asking for its services sees to.
            _ = Services;
            return field!;
        }
        private set;
    }

    /// <summary>A browser of its own: cookies, no automatic redirects.</summary>
    public virtual Browser Browser() => new(CreateClient(new WebApplicationFactoryClientOptions
    {
        AllowAutoRedirect = false,
        HandleCookies = true,
        BaseAddress = new Uri(PublicUrl),
    }));

    /// <summary>The mails the host has sent so far.</summary>
    public Mailbox Mailbox => field ??= new(Database);

    public virtual ValueTask InitializeAsync()
    {
        _ = Server;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        // Hangfire keeps the newest host's logger in a static: once disposed it would fail whichever host starts next.
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
        IReadOnlyList<string> problems = [];
        try
        {
            problems = _queries is null ? [] : await _queries.Check();
        }
        finally
        {
            await base.DisposeAsync();
            _queries?.Dispose();
            GC.SuppressFinalize(this);
            await LeaveDirectory();
        }

        problems.ShouldBeEmpty("queries of the tests' host");
    }

    private async Task LeaveDirectory()
    {
        if (!_keepsDirectory)
        {
            await Temporary.Delete(_directory);
            return;
        }

        // The program lets go of its store once the host has stopped; the next host owns it then.
        var store = Path.Combine(_directory, "store");
        await Eventually.Holds(() => Task.FromResult(EmbeddedMongoServer.FindRunning(store) is null), "the store to be free");
    }
}
