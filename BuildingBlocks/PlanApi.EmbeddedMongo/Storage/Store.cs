using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>The database file: its catalog, one writer, and readers that see the last commit and wait for nobody.</summary>
internal sealed class Store : IDisposable
{
    private const int Format = 2;
    private readonly Readers _readers;
    private volatile Commit _last;

    private Store(string path, SqliteFile file, Action<Exception> unexpected)
    {
        _readers = new Readers(path);
        _last = new Commit(Load(file));
        Writer = new Writer(file, _last.Catalog, _readers, catalog => _last = new Commit(catalog), unexpected);
    }

    public Writer Writer { get; }

    /// <summary>The committed catalog.</summary>
    public Catalog Catalog => _last.Catalog;

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
        var reader = _readers.Take();
        try
        {
            var wait = new SpinWait();
            while (true)
            {
                Writer.ThrowIfFailed();
                var last = _last;
                if (reader.TrySee(last)) return new ReadSession(reader, last.Catalog, _readers);
                // Tables were made or dropped by a commit whose catalog is about to be published.
                wait.SpinOnce();
            }
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        _readers.Dispose();
    }
}

/// <summary>A reader's connection, inside one read transaction.</summary>
internal readonly struct ReadSession(Reader reader, Catalog catalog, Readers home) : IDisposable
{
    public SqliteFile File => reader.File;

    /// <summary>What the snapshot has.</summary>
    public Catalog Catalog => catalog;

    public void Dispose() => home.Return(reader);
}
