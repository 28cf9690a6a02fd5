namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>Makes an index's table from the documents that are there: the keys are collected, sorted by SQLite, and written in order.</summary>
internal static class IndexBuilder
{
    public static void Build(WriteSession session, Collection collection, IndexDefinition index)
    {
        var file = session.File;
        file.Execute($"CREATE TABLE {index.Table} (k BLOB NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID");
        if (file.Number($"SELECT EXISTS (SELECT 1 FROM {collection.Table})") == 0) return;
        file.Execute("CREATE TEMP TABLE IF NOT EXISTS building (k BLOB NOT NULL, r INTEGER NOT NULL)");
        file.Execute("DELETE FROM temp.building");
        using (var documents = file.Rent($"SELECT rowid, doc, sum FROM {collection.Table}"))
        using (var add = file.Rent("INSERT INTO temp.building VALUES (?1, ?2)"))
            while (documents.Step())
                foreach (var key in session.Tables.KeysIn(index, documents.Document(1)).Keys)
                    add.Bind(1, key).Bind(2, documents.Long(0)).Run();
        file.Execute($"INSERT INTO {index.Table} SELECT k, r FROM temp.building ORDER BY k, r");
        file.Execute("DELETE FROM temp.building");
        if (index.Unique) CheckUnique(session, collection, index);
    }

    private static void CheckUnique(WriteSession session, Collection collection, IndexDefinition index)
    {
        using var repeated = session.File.Rent($"SELECT i.k, c.doc, c.sum FROM {index.Table} i JOIN {collection.Table} c ON c.rowid = i.r WHERE i.k = (SELECT k FROM {index.Table} GROUP BY k HAVING count(*) > 1 LIMIT 1) LIMIT 1");
        if (repeated.Step()) throw TableWriter.DuplicateKey(collection, index, repeated.Blob(0), repeated.Document(1));
    }
}
