using System.Collections.Concurrent;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>The database file: its catalog, one writer, and readers that see the last commit and wait for nobody.</summary>
internal sealed class Store : IDisposable
{
    private const int Format = 1;
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
            if (format > Format) throw new EmbeddedMongoException($"The store {path} was written by a newer version of this program.");
            if (format == 0) Make(file);
            return new Store(path, file, unexpected);
        }
        catch (Exception e) when (e is SqliteException or InvalidDataException or FormatException)
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
        file.Execute("CREATE TABLE collections (id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, options BLOB NOT NULL, UNIQUE (db, name))");
        file.Execute("CREATE TABLE indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec BLOB NOT NULL, arrays TEXT NOT NULL)");
        file.Execute($"PRAGMA user_version = {Format}");
        file.Execute("COMMIT");
    }

    private static Catalog Load(SqliteFile file)
    {
        var indexes = new Dictionary<long, List<IndexDefinition>>();
        using (var rows = file.Rent("SELECT id, collection, spec, arrays FROM indexes ORDER BY id"))
            while (rows.Step())
            {
                var arrays = rows.Text(3);
                var index = new IndexDefinition(rows.Long(0), RawValue.ToBson(rows.Blob(2)), arrays.Length == 0 ? null : [.. arrays.Split(',').Select(int.Parse)]);
                if (!indexes.TryGetValue(rows.Long(1), out var list)) indexes[rows.Long(1)] = list = [];
                list.Add(index);
            }
        var catalog = Catalog.Empty;
        using (var rows = file.Rent("SELECT id, db, name, options FROM collections"))
            while (rows.Step())
                catalog = catalog.With(new Collection(rows.Long(0), rows.Text(1), rows.Text(2), RawValue.ToBson(rows.Blob(3)), [.. indexes[rows.Long(0)]]));
        return catalog;
    }

    /// <summary>A connection on a snapshot of the last commit, until it is disposed.</summary>
    public ReadSession Read()
    {
        Writer.ThrowIfFailed();
        var file = _readers.TryPop(out var idle) ? idle : new SqliteFile(_path, writer: false);
        return new ReadSession(file, _readers);
    }

    public void Dispose()
    {
        Writer.Dispose();
        while (_readers.TryPop(out var reader)) reader.Dispose();
    }
}

/// <summary>A reader's connection, inside one read transaction.</summary>
internal readonly struct ReadSession : IDisposable
{
    private const int MaxIdle = 32;
    private readonly ConcurrentStack<SqliteFile> _home;

    public ReadSession(SqliteFile file, ConcurrentStack<SqliteFile> home)
    {
        File = file;
        _home = home;
        file.Execute("BEGIN");
        // The snapshot is taken by the first read; plans made after it know of every array in it.
        file.Number("SELECT 1 FROM collections LIMIT 1");
    }

    public SqliteFile File { get; }

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
        if (_home.Count < MaxIdle) _home.Push(File);
        else File.Dispose();
    }
}
