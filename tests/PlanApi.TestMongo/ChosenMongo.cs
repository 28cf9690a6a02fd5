using DotNet.Testcontainers.Builders;
using MongoDB.Driver;
using Testcontainers.MongoDb;

namespace PlanApi.TestMongo;

/// <summary>
/// The MongoDB that <c>PLANAPI_TEST_MONGO</c> names, for tests to run on instead of the embedded store: a connection string, or <c>docker</c> for a
/// MongoDB in a container that ends with the test process.
/// </summary>
public static class ChosenMongo
{
    private static readonly string? Name = Environment.GetEnvironmentVariable("PLANAPI_TEST_MONGO") is { Length: > 0 } name ? name : null;

    private static readonly Lazy<string?> Chosen = new(static () => Name switch
    {
        "docker" => StartContainer(),
        var connectionString => connectionString,
    });

    /// <summary>Whether tests are to run on a MongoDB. Starts nothing.</summary>
    public static bool IsNamed => Name is not null;

    /// <summary>The connection string, or null when none is named. The first call starts the container where one is asked for.</summary>
    public static string? ConnectionString => Chosen.Value;

    /// <summary>The same server with a database to use; its users stay where they are.</summary>
    public static string? WithDatabase(string database)
    {
        if (ConnectionString is not { } server) return null;
        var url = new MongoUrlBuilder(server);
        if (url.Username is not null) url.AuthenticationSource ??= url.DatabaseName ?? "admin";
        url.DatabaseName = database;
        return url.ToString();
    }

    private static string StartContainer()
    {
        try
        {
            // No users: a connection string that names a database would look for them there.
            var container = new MongoDbBuilder("mongo:7.0").WithUsername("").WithPassword("").Build();
            container.StartAsync().GetAwaiter().GetResult();
            return container.GetConnectionString();
        }
        catch (DockerUnavailableException e)
        {
            throw new InvalidOperationException("PLANAPI_TEST_MONGO=docker needs a Docker engine, and none answers. Start one, or name a MongoDB by its connection string.", e);
        }
    }
}
