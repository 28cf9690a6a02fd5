using System.Collections.Concurrent;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>One commit: what it left in the catalog. Each commit makes another one, also where the catalog stays.</summary>
internal sealed class Commit(Catalog catalog)
{
    public Catalog Catalog => catalog;
}

/// <summary>A reader's connection, which may stay on its snapshot between two commands.</summary>
internal sealed class Reader(string path) : IDisposable
{
    private Commit? _seen;

    public SqliteFile File { get; } = new(path, writer: false);

    /// <summary>Goes to a snapshot that has this commit, if it is not on one. False where a later commit, which is about to be told of, has made or dropped tables.</summary>
    public bool TrySee(Commit last)
    {
        if (_seen == last) return true;
        LetGo();
        File.Execute("BEGIN");
        // The snapshot is taken here; plans made after it know of every array in it.
        if (Store.SchemaVersion(File) == last.Catalog.Version) _seen = last;
        else File.Execute("COMMIT");
        return _seen is not null;
    }

    public void LetGo()
    {
        if (_seen is null) return;
        _seen = null;
        File.Execute("COMMIT");
    }

    public void Dispose() => File.Dispose();
}

/// <summary>
/// The connections of readers that nobody uses. While nothing is written they stay on their snapshots, as taking one costs about what
/// finding a document does. A write makes all let go: past a snapshot that is held SQLite can not empty its log.
/// </summary>
internal sealed class Readers(string path) : IDisposable
{
    private const int MaxIdle = 32;
    private readonly ConcurrentStack<Reader> _holding = new(), _free = new();
    private volatile bool _writing;

    public Reader Take() => _holding.TryPop(out var reader) || _free.TryPop(out reader) ? reader : new Reader(path);

    public void Return(Reader reader)
    {
        // After some faults SQLite has ended the transaction by itself. And a peak of readers does not keep its connections for ever.
        if (!reader.File.InTransaction || _holding.Count + _free.Count >= MaxIdle)
        {
            reader.Dispose();
            return;
        }
        _holding.Push(reader);
        if (_writing) LetGo();
    }

    /// <summary>From here to <see cref="Written"/> no reader stays on its snapshot after its command.</summary>
    public void Writing()
    {
        _writing = true;
        LetGo();
    }

    public void Written() => _writing = false;

    public void LetGo()
    {
        while (_holding.TryPop(out var reader)) Free(reader);
    }

    private void Free(Reader reader)
    {
        try
        {
            reader.LetGo();
            _free.Push(reader);
        }
        catch (SqliteException)
        {
            reader.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var reader in _holding.Concat(_free)) reader.Dispose();
    }
}
