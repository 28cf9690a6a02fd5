using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>
/// Writes documents and their index keys. Everything that can refuse a write (duplicate keys, parallel arrays) is checked
/// before the first byte is written, so that a refused write leaves nothing behind.
/// </summary>
internal sealed class TableWriter(SqliteFile file, Action<IndexDefinition> arraysChanged)
{
    public const int MaxDocumentSize = 16 * 1024 * 1024;

    /// <summary>What capped collections hold, by their ids: counted when first asked for, then kept up with each write.</summary>
    private readonly Dictionary<long, (long Bytes, long Documents)> _held = [];

    public void Insert(Collection collection, ReadOnlySpan<byte> document)
    {
        var keys = Keys(collection, document);
        for (var i = 0; i < keys.Length; i++) CheckUnique(collection, collection.Indexes[i], keys[i].Keys, row: 0, document);
        using var insert = file.Rent($"INSERT INTO {collection.Table} (doc, sum) VALUES (?1, ?2)");
        insert.BindDocument(1, document).Run();
        var row = file.LastRowId;
        for (var i = 0; i < keys.Length; i++) AddKeys(collection.Indexes[i], keys[i].Keys, row);
        Count(collection, document.Length, 1);
        if (collection.Cap is { } cap) Trim(collection, cap.Size, cap.Documents);
    }

    /// <summary>Drops the oldest documents of a capped collection until the rest fits.</summary>
    private void Trim(Collection collection, long size, long documents)
    {
        while (Held(collection) is var held && (held.Bytes > size || held.Documents > documents))
        {
            using var oldest = file.Rent($"SELECT rowid, doc, sum FROM {collection.Table} ORDER BY rowid LIMIT 1");
            if (!oldest.Step()) return;
            var (row, document) = (oldest.Long(0), oldest.Document(1).ToArray());
            oldest.Reset();
            Delete(collection, row, document);
        }
    }

    private (long Bytes, long Documents) Held(Collection collection)
    {
        if (!_held.TryGetValue(collection.Id, out var held))
        {
            var table = collection.Table;
            _held[collection.Id] = held = (file.Number($"SELECT coalesce(sum(length(doc)), 0) FROM {table}"), file.Number($"SELECT count(*) FROM {table}"));
        }
        return held;
    }

    private void Count(Collection collection, long bytes, long documents)
    {
        if (_held.TryGetValue(collection.Id, out var held)) _held[collection.Id] = (held.Bytes + bytes, held.Documents + documents);
    }

    /// <summary>After a rollback: what was counted may not be so.</summary>
    public void RolledBack() => _held.Clear();

    public void Replace(Collection collection, long row, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var old = Keys(collection, before);
        var now = Keys(collection, after);
        var added = new List<byte[]>[now.Length];
        for (var i = 0; i < now.Length; i++)
        {
            added[i] = now[i].Keys.Where(k => !old[i].Contains(k)).ToList();
            CheckUnique(collection, collection.Indexes[i], added[i], row, after);
        }
        using var update = file.Rent($"UPDATE {collection.Table} SET doc = ?2, sum = ?3 WHERE rowid = ?1");
        update.Bind(1, row).BindDocument(2, after).Run();
        for (var i = 0; i < now.Length; i++)
        {
            RemoveKeys(collection.Indexes[i], old[i].Keys.Where(k => !now[i].Contains(k)), row);
            AddKeys(collection.Indexes[i], added[i], row);
        }
        Count(collection, after.Length - before.Length, 0);
    }

    public void Delete(Collection collection, long row, ReadOnlySpan<byte> document)
    {
        var keys = Keys(collection, document);
        using var delete = file.Rent($"DELETE FROM {collection.Table} WHERE rowid = ?1");
        delete.Bind(1, row).Run();
        for (var i = 0; i < keys.Length; i++) RemoveKeys(collection.Indexes[i], keys[i].Keys, row);
        Count(collection, -document.Length, -1);
    }

    /// <summary>The keys of a document in one index; none where a partial index leaves it out.</summary>
    public KeySet KeysIn(IndexDefinition index, ReadOnlySpan<byte> document)
    {
        var keys = new KeySet();
        if (index.Partial is not null && !index.Partial.Matches(document)) return keys;
        KeyGenerator.Generate(index.Fields, document, keys, index.Sparse, (field, part) =>
        {
            if (index.NoteArray(field, part)) arraysChanged(index);
        });
        return keys;
    }

    private KeySet[] Keys(Collection collection, ReadOnlySpan<byte> document)
    {
        var keys = new KeySet[collection.Indexes.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = KeysIn(collection.Indexes[i], document);
        return keys;
    }

    private void CheckUnique(Collection collection, IndexDefinition index, IReadOnlyList<byte[]> keys, long row, ReadOnlySpan<byte> document)
    {
        if (!index.Unique || keys.Count == 0) return;
        using var find = file.Rent($"SELECT r FROM {index.Table} WHERE k = ?1 LIMIT 2");
        foreach (var key in keys)
        {
            find.Bind(1, key);
            while (find.Step())
                if (find.Long(0) != row) throw DuplicateKey(collection, index, key, document);
            find.Reset();
        }
    }

    /// <summary>Error 11000 in the form that drivers read.</summary>
    public static CommandException DuplicateKey(Collection collection, IndexDefinition index, ReadOnlySpan<byte> key, ReadOnlySpan<byte> document)
    {
        var described = new KeySet(withValues: true);
        var fields = index.Fields;
        KeyGenerator.Generate(fields, document, described, sort: false);
        var values = described.ValuesOf(key) ?? new BsonDocument();
        return new CommandException(ErrorCode.DuplicateKey, $"E11000 duplicate key error collection: {collection.Namespace} index: {index.Name} dup key: {ShellJson.Of(values)}")
        {
            Details = new BsonDocument { { "keyPattern", index.KeyPattern }, { "keyValue", values } }
        };
    }

    private void AddKeys(IndexDefinition index, IReadOnlyList<byte[]> keys, long row)
    {
        if (keys.Count == 0) return;
        using var add = file.Rent($"INSERT INTO {index.Table} (k, r) VALUES (?1, ?2)");
        foreach (var key in keys) add.Bind(1, key).Bind(2, row).Run();
    }

    private void RemoveKeys(IndexDefinition index, IEnumerable<byte[]> keys, long row)
    {
        using var remove = file.Rent($"DELETE FROM {index.Table} WHERE k = ?1 AND r = ?2");
        foreach (var key in keys) remove.Bind(1, key).Bind(2, row).Run();
    }
}
