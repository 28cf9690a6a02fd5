using static System.FormattableString;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>What a whole check found: how much there is, and what is wrong, by collection and index, without any data.</summary>
internal sealed record StoreCheckResult(long Documents, long Keys, IReadOnlyList<string> Problems);

/// <summary>
/// Checks a file from end to end: SQLite's structure, each document against its checksum, and that the keys of every index are
/// the keys of its documents, no fewer and no more.
/// </summary>
internal static class StoreCheck
{
    public static StoreCheckResult Run(SqliteFile file)
    {
        var problems = new List<string>();
        var (documents, keys) = (0L, 0L);
        try
        {
            if (file.Text("PRAGMA integrity_check(1)") is not "ok" and var structure) problems.Add(structure);
            foreach (var collection in Store.Load(file).Collections.Values)
            {
                var found = Check(file, collection, problems);
                documents += found.Documents;
                keys += found.Keys;
            }
        }
        catch (SqliteException e)
        {
            problems.Add(e.Message);
        }
        return new StoreCheckResult(documents, keys, problems);
    }

    /// <summary>Reads each document once and looks for its keys in every index.</summary>
    private static (long Documents, long Keys) Check(SqliteFile file, Collection collection, List<string> problems)
    {
        var documents = 0L;
        var indexes = collection.Indexes.Select(i => new IndexCheck(file, i)).ToList();
        using (var rows = file.Rent($"SELECT rowid, doc, sum FROM {collection.Table}"))
            for (; rows.Step(); documents++)
            {
                var document = rows.Document(1);
                foreach (var index in indexes) index.Look(rows.Long(0), document);
            }
        foreach (var (index, problem) in indexes.SelectMany(i => i.Problems().Select(p => (i.Name, p)))) problems.Add($"Index {index} of {collection.Namespace}: {problem}");
        return (documents, indexes.Sum(i => i.Keys));
    }
}

/// <summary>One index beside the documents of its collection.</summary>
internal sealed class IndexCheck
{
    private readonly SqliteFile _file;
    private readonly IndexDefinition _index;
    private readonly TableWriter _writer;
    private bool _arraysMissed;
    private long _expected, _missing;

    public IndexCheck(SqliteFile file, IndexDefinition index)
    {
        (_file, _index) = (file, index);
        _writer = new TableWriter(file, _ => _arraysMissed = true);
        Keys = file.Number($"SELECT count(*) FROM {index.Table}");
    }

    public string Name => _index.Name;

    /// <summary>How many keys are there.</summary>
    public long Keys { get; }

    public void Look(long row, ReadOnlySpan<byte> document)
    {
        using var find = _file.Rent($"SELECT 1 FROM {_index.Table} WHERE k = ?1 AND r = ?2");
        foreach (var key in _writer.KeysIn(_index, document).Keys)
        {
            _expected++;
            if (!find.Bind(1, key).Bind(2, row).Step()) _missing++;
            find.Reset();
        }
    }

    public IEnumerable<string> Problems()
    {
        if (_missing > 0) yield return Invariant($"{_missing} keys are missing");
        if (Keys - (_expected - _missing) is > 0 and var stray) yield return Invariant($"{stray} keys belong to no document");
        if (_arraysMissed) yield return "an array that its documents have is not noted";
        if (_index.Unique && _file.Number($"SELECT EXISTS (SELECT 1 FROM {_index.Table} GROUP BY k HAVING count(*) > 1)") == 1) yield return "a key is repeated though it is unique";
    }
}
