using System.Globalization;
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
                documents += file.Number($"SELECT count(*) FROM {collection.Table}");
                foreach (var index in collection.Indexes) keys += Index(file, collection, index, problems);
            }
        }
        catch (SqliteException e)
        {
            problems.Add(e.Message);
        }
        return new StoreCheckResult(documents, keys, problems);
    }

    private static long Index(SqliteFile file, Collection collection, IndexDefinition index, List<string> problems)
    {
        var arraysMissed = false;
        var writer = new TableWriter(file, _ => arraysMissed = true);
        var (expected, missing) = (0L, 0L);
        using (var rows = file.Rent($"SELECT rowid, doc, sum FROM {collection.Table}"))
        using (var find = file.Rent($"SELECT 1 FROM {index.Table} WHERE k = ?1 AND r = ?2"))
            while (rows.Step())
                foreach (var key in writer.KeysIn(index, rows.Document(1)).Keys)
                {
                    expected++;
                    if (!find.Bind(1, key).Bind(2, rows.Long(0)).Step()) missing++;
                    find.Reset();
                }
        var there = file.Number($"SELECT count(*) FROM {index.Table}");
        void Problem(string what) => problems.Add(string.Create(CultureInfo.InvariantCulture, $"Index {index.Name} of {collection.Namespace}: {what}"));
        if (missing > 0) Problem($"{missing} keys are missing");
        if (there - (expected - missing) is > 0 and var stray) Problem($"{stray} keys belong to no document");
        if (arraysMissed) Problem("an array that its documents have is not noted");
        if (index.Unique && file.Number($"SELECT EXISTS (SELECT 1 FROM {index.Table} GROUP BY k HAVING count(*) > 1)") == 1) Problem("a key is repeated though it is unique");
        return there;
    }
}
