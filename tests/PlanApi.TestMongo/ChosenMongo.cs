using DotNet.Testcontainers.Builders;
using Testcontainers.MongoDb;

namespace PlanApi.TestMongo;

/// <summary>
/// The MongoDB that <c>PLANAPI_TEST_MONGO</c> names, for tests to run on instead of the embedded store: a connection string, or <c>docker</c> for a
/// MongoDB in a container that ends with the test process.
/// </summary>
public static class ChosenMongo
{
    private static readonly Lazy<string?> Chosen = new(static () => Environment.GetEnvironmentVariable("PLANAPI_TEST_MONGO") switch
    {
        null or "" => null,
        "docker" => StartContainer(),
        var connectionString => connectionString,
    });

    /// <summary>The connection string, or null when none is named. The first call starts the container where one is asked for.</summary>
    public static string? ConnectionString => Chosen.Value;

    /// <summary>The same server with a database to use.</summary>
    public static string? WithDatabase(string database) =>
        ConnectionString is { } server ? new UriBuilder(server) { Path = "/" + database }.Uri.ToString() : null;

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
