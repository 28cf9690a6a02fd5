namespace PlanApi.EmbeddedMongo;

// Holds the place until the store's own first commit replaces this file whole.
public sealed class EmbeddedMongoServer : IAsyncDisposable
{
    private EmbeddedMongoServer(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    public static Task<EmbeddedMongoServer> Start(string directory, TimeProvider clock, Action<string>? log = null, CancellationToken ct = default) =>
        throw new InvalidOperationException("Set ConnectionStrings__Mongo.");

    public static string? FindRunning(string directory) => null;

    public ValueTask DisposeAsync() => default;
}
