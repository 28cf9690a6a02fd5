using PlanApi.EmbeddedMongo.Query.Execution;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>
/// Makes an index's table from the documents that are there. Keys are written in their order, in which the table is filled page by page:
/// as many as memory may hold are gathered and sorted at a time.
/// </summary>
internal static class IndexBuilder
{
    private const long MaxBytes = 64L * 1024 * 1024;

    /// <summary>About what an entry takes in memory beside its key.</summary>
    private const int EntrySize = 48;

    /// <summary>Makes it; gives in how many parts.</summary>
    public static int Build(WriteSession session, Collection collection, IndexDefinition index, long maxBytes = MaxBytes, Deadline? deadline = null)
    {
        var file = session.File;
        file.Execute($"CREATE TABLE {index.Table} (k BLOB NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID");
        var gathered = new List<(byte[] Key, long Row)>();
        var bytes = 0L;
        var parts = 1;
        using (var documents = file.Rent($"SELECT rowid, doc, sum FROM {collection.Table}"))
            while (documents.Step())
            {
                deadline?.Check();
                foreach (var key in session.Tables.KeysIn(index, documents.Document(1)).Keys)
                {
                    gathered.Add((key, documents.Long(0)));
                    bytes += key.Length + EntrySize;
                }
                if (bytes > maxBytes)
                {
                    Write(session, index, gathered);
                    bytes = 0;
                    parts++;
                }
            }
        Write(session, index, gathered);
        if (index.Unique) CheckUnique(session, collection, index);
        return parts;
    }

    private static void Write(WriteSession session, IndexDefinition index, List<(byte[] Key, long Row)> gathered)
    {
        gathered.Sort(static (a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key) is var byKey and not 0 ? byKey : a.Row.CompareTo(b.Row));
        using (var add = session.File.Rent($"INSERT INTO {index.Table} (k, r) VALUES (?1, ?2)"))
            foreach (var (key, row) in gathered) add.Bind(1, key).Bind(2, row).Run();
        gathered.Clear();
    }

    private static void CheckUnique(WriteSession session, Collection collection, IndexDefinition index)
    {
        using var repeated = session.File.Rent($"SELECT i.k, c.doc, c.sum FROM {index.Table} i JOIN {collection.Table} c ON c.rowid = i.r WHERE i.k = (SELECT k FROM {index.Table} GROUP BY k HAVING count(*) > 1 LIMIT 1) LIMIT 1");
        if (repeated.Step()) throw TableWriter.DuplicateKey(collection, index, repeated.Blob(0), repeated.Document(1));
    }
}
