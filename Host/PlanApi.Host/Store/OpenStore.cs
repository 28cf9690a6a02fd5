using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.EmbeddedMongo;
using PlanApi.Host.Commands;

namespace PlanApi.Host.Store;

/// <summary>The store this process works on: a MongoDB by its connection string, or the embedded store in the data directory.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private const string DatabaseName = "planapi";
    private readonly EmbeddedMongoServer? _server;

    private OpenStore(string connectionString, MasterKey masterKey, string description, string? directory = null, EmbeddedMongoServer? server = null)
    {
        _server = server;
        Directory = directory;
        var url = new MongoUrl(connectionString);
        MasterKey = masterKey;
        Description = description;
        Client = new MongoClient(url);
        Database = Client.GetDatabase(url.DatabaseName ?? DatabaseName);
    }

    public MongoClient Client { get; }
    public IMongoDatabase Database { get; }
    public MasterKey MasterKey { get; }

    /// <summary>The embedded store's directory; null when the data is in a MongoDB.</summary>
    public string? Directory { get; }

    /// <summary>Where the data is, for the announcement; no credentials.</summary>
    public string Description { get; }

    /// <returns>The store or, in a sentence, what keeps it from being opened.</returns>
    public static async Task<(OpenStore? Store, string? Problem)> From(IHostEnvironment environment, PlanApiSettings settings, CommandLine command, TimeProvider clock)
    {
        StoreConventions.Register();
        try
        {
            return (
                settings.Mongo is { } mongo
                    ? await FromMongo(mongo, MasterKeyFile.Read(settings.MasterKeyFile))
                    : await Embedded(environment, settings, command, clock),
                null);
        }
        catch (Exception e) when (e is StoreProblemException or EmbeddedMongoException)
        {
            return (null, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"The data directory {settings.DataDirectory} cannot be used: {e.Message} Set PlanApi__DataDirectory to a folder that this account may write to.");
        }
    }

    private static async Task<OpenStore> FromMongo(string connectionString, MasterKey masterKey)
    {
        try
        {
            var store = new OpenStore(connectionString, masterKey, $"MongoDB at {new MongoUrl(connectionString).Server}");
            await store.Database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1));
            return store;
        }
        catch (Exception e) when (e is MongoException or TimeoutException)
        {
            // What the driver says may hold the connection string with its password.
            throw new StoreProblemException(e switch
            {
                MongoConfigurationException => "ConnectionStrings__Mongo is not a MongoDB connection string, such as mongodb://user:password@host:27017/planapi?replicaSet=rs0.",
                MongoAuthenticationException => "The MongoDB of ConnectionStrings__Mongo refuses the user or password.",
                _ => "The MongoDB of ConnectionStrings__Mongo does not answer.",
            });
        }
    }

    private static async Task<OpenStore> Embedded(IHostEnvironment environment, PlanApiSettings settings, CommandLine command, TimeProvider clock)
    {
        var directory = Path.Combine(settings.DataDirectory, "store");
        if (command.Name == BackupCommand.Word && !EmbeddedMongoServer.IsIn(directory))
        {
            throw new StoreProblemException($"There is no store in {directory}, so there is nothing to back up. Set PlanApi__DataDirectory to the data directory of the host.");
        }

        System.IO.Directory.CreateDirectory(settings.DataDirectory);
        var masterKey = MasterKeyFile.ReadOrCreate(settings.MasterKeyFile);
        if (EmbeddedMongoServer.FindRunning(directory) is { } running && (command.Name is not null || !environment.IsDevelopment()))
        {
            return new(running, masterKey, $"the embedded store of the running host, {directory}", directory);
        }

        // Before there is a logger; what the store tells of its own faults holds no data.
        var server = await EmbeddedMongoServer.Start(directory, clock, fault => Console.Error.WriteLine($"The embedded store met a fault: {fault}"));
        return new(server.ConnectionString, masterKey, $"embedded store in {directory}", directory, server);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

/// <summary>A store that cannot be opened as it was set; the message is for the operator.</summary>
internal sealed class StoreProblemException(string message) : Exception(message);

internal static class StoreRegistration
{
    public static IServiceCollection AddStore(this IServiceCollection services, OpenStore store) => services
        .AddSingleton(store.MasterKey)
        .AddSingleton<IMongoClient>(store.Client)
        .AddSingleton(store.Database);

    /// <summary>Every module's indexes, side by side; nothing is served before they stand.</summary>
    public static Task EnsureIndexes(this IServiceProvider services, CancellationToken ct) =>
        Task.WhenAll(services.GetServices<IModuleDb>().Select(db => db.EnsureIndexes(ct)));
}
