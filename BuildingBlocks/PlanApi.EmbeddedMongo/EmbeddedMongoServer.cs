using System.Security.Cryptography;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Security;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo;

/// <summary>
/// A server in this process that speaks MongoDB's wire protocol on loopback, over a SQLite file in a directory that this
/// process owns. MongoDB's drivers connect to <see cref="ConnectionString"/>. One machine's store: see the project's README.
/// </summary>
public sealed class EmbeddedMongoServer : IAsyncDisposable
{
    private const string User = "planapi";

    private readonly DataDirectory _directory;
    private readonly Store _store;
    private readonly Sweeper _sweeper;
    private readonly WireListener _listener;
    private int _disposed;

    private EmbeddedMongoServer(DataDirectory directory, Store store, TimeProvider clock, Action<Exception> unexpected)
    {
        (_directory, _store) = (directory, store);
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var cursors = new CursorTable(clock);
        _listener = new WireListener(new Dispatcher(store, cursors, clock, unexpected), new ScramCredential(User, password), unexpected);
        _sweeper = new Sweeper(store, cursors, clock, unexpected);
        ConnectionString = $"mongodb://{User}:{password}@127.0.0.1:{_listener.Port}/?authSource=admin&authMechanism={SaslCommands.Mechanism}&directConnection=true&retryWrites=false";
    }

    /// <summary>The storage behind, for tests.</summary>
    internal Store Store => _store;

    /// <summary>How MongoDB's drivers connect: loopback, with the password of this start.</summary>
    public string ConnectionString { get; }

    /// <summary>Opens (or makes) the store in a directory and listens.</summary>
    /// <param name="directory">The store's own directory; made, readable by this user only, if it is not there.</param>
    /// <param name="clock">Decides what has expired, and the time that $currentDate sets.</param>
    /// <param name="log">Told of faults that are the store's own (never of refused commands), without any data.</param>
    /// <param name="ct">Gives up waiting for the directory.</param>
    /// <exception cref="EmbeddedMongoException">Another process owns the directory, or its files are damaged; the message is a sentence for people.</exception>
    public static async Task<EmbeddedMongoServer> Start(string directory, TimeProvider clock, Action<string>? log = null, CancellationToken ct = default)
    {
        // What an exception says may quote a document; what SQLite says never does.
        Action<Exception> unexpected = e => log?.Invoke(e is SqliteException ? e.ToString() : $"{e.GetType()}{Environment.NewLine}{e.StackTrace}");
        var owned = await DataDirectory.Own(directory, ct);
        Store? store = null;
        EmbeddedMongoServer? server = null;
        try
        {
            store = Store.Open(owned.Database, unexpected);
            server = new EmbeddedMongoServer(owned, store, clock, unexpected);
            owned.Announce(server.ConnectionString);
            return server;
        }
        catch
        {
            // All that works on the store ends before another may own it.
            if (server is not null) await server.DisposeAsync();
            else
            {
                store?.Dispose();
                owned.Dispose();
            }
            throw;
        }
    }

    /// <summary>The connection string of the process that owns the directory; null when none runs.</summary>
    public static string? FindRunning(string directory) => DataDirectory.Announced(directory);

    /// <summary>Whether the directory holds a store, running or not.</summary>
    public static bool IsIn(string directory) => File.Exists(DataDirectory.DatabaseIn(directory));

    /// <summary>Stops listening, ends the connections, finishes the writes under way and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        // Threads are waited for: not on the caller's, which may be the pool's.
        await Task.Factory.StartNew(_listener.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _sweeper.DisposeAsync();
        _store.Dispose();
        _directory.Dispose();
    }
}
