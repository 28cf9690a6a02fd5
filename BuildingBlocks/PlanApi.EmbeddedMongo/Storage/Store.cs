using System.Collections.Concurrent;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>The database file: its catalog, one writer, and readers that see the last commit and wait for nobody.</summary>
internal sealed class Store : IDisposable
{
    private const int Format = 2;
    private readonly string _path;
    private readonly ConcurrentStack<SqliteFile> _readers = new();
    private volatile Catalog _catalog;

    private Store(string path, SqliteFile file, Action<Exception> unexpected)
    {
        _path = path;
        _catalog = Load(file);
        Writer = new Writer(file, _catalog, committed => _catalog = committed, unexpected);
    }

    public Writer Writer { get; }

    /// <summary>The committed catalog.</summary>
    public Catalog Catalog => _catalog;

    public static Store Open(string path, Action<Exception> unexpected)
    {
        SqliteFile? file = null;
        try
        {
            file = new SqliteFile(path, writer: true);
            var format = file.Number("PRAGMA user_version");
            if (format == 0) Make(file);
            else if (format != Format) throw new EmbeddedMongoException($"The store {path} was written by {(format > Format ? "a newer" : "an unreleased older")} version of this program, which this one cannot read.");
            return new Store(path, file, unexpected);
        }
        catch (SqliteException e)
        {
            file?.Dispose();
            throw new EmbeddedMongoException($"The store {path} is damaged or cannot be read: {e.Message}", e);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    private static void Make(SqliteFile file)
    {
        file.Execute("BEGIN IMMEDIATE");
        file.Execute("CREATE TABLE collections (id INTEGER PRIMARY KEY AUTOINCREMENT, doc BLOB NOT NULL, sum INTEGER NOT NULL)");
        file.Execute("CREATE TABLE indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, doc BLOB NOT NULL, sum INTEGER NOT NULL)");
        file.Execute($"PRAGMA user_version = {Format}");
        file.Execute("COMMIT");
    }

    /// <summary>Reads which collections and indexes a file has.</summary>
    internal static Catalog Load(SqliteFile file)
    {
        var all = new List<IndexDefinition>();
        using (var rows = file.Rent("SELECT id, doc, sum FROM indexes ORDER BY id"))
            while (rows.Step()) all.Add(IndexDefinition.Load(rows.Long(0), RawValue.ToBson(rows.Document(1))));
        var indexes = all.ToLookup(i => i.CollectionId);
        var catalog = Catalog.Empty;
        using (var rows = file.Rent("SELECT id, doc, sum FROM collections"))
            while (rows.Step())
            {
                var collection = Collection.Load(rows.Long(0), RawValue.ToBson(rows.Document(1)), indexes[rows.Long(0)]);
                catalog = collection.Indexes is [{ IsId: true }, ..] ? catalog.With(collection) : throw SqliteException.Damaged("a collection's _id index is missing from the catalog");
            }
        return catalog with { Version = SchemaVersion(file) };
    }

    /// <summary>Counts the commits that made or dropped tables; asked for first in a transaction, it takes the snapshot too.</summary>
    internal static long SchemaVersion(SqliteFile file) => file.Number("PRAGMA schema_version");

    /// <summary>A connection on a snapshot of the last commit, until it is disposed.</summary>
    public ReadSession Read()
    {
        var wait = new SpinWait();
        while (true)
        {
            Writer.ThrowIfFailed();
            var catalog = _catalog;
            var session = new ReadSession(_readers.TryPop(out var idle) ? idle : new SqliteFile(_path, writer: false), catalog, _readers);
            try
            {
                session.File.Execute("BEGIN");
                // The snapshot is taken here; plans made after it know of every array in it.
                if (SchemaVersion(session.File) == catalog.Version) return session;
            }
            catch
            {
                session.File.Dispose();
                throw;
            }
            // Tables were made or dropped by a commit whose catalog is about to be published.
            session.Dispose();
            wait.SpinOnce();
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        while (_readers.TryPop(out var reader)) reader.Dispose();
    }
}

/// <summary>A reader's connection, inside one read transaction.</summary>
internal readonly struct ReadSession(SqliteFile file, Catalog catalog, ConcurrentStack<SqliteFile> home) : IDisposable
{
    private const int MaxIdle = 32;

    public SqliteFile File => file;

    /// <summary>What the snapshot has.</summary>
    public Catalog Catalog => catalog;

    public void Dispose()
    {
        try
        {
            File.Execute("COMMIT");
        }
        catch (SqliteException)
        {
            File.Dispose();
            return;
        }
        // A peak of readers does not keep its connections for ever.
        if (home.Count < MaxIdle) home.Push(File);
        else File.Dispose();
    }
}
