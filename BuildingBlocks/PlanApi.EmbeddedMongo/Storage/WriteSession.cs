using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>What a write works with, on the writer's thread and in its transaction: the tables, and the catalog as this transaction has made it.</summary>
internal sealed class WriteSession
{
    public const int MaxIndexes = 64;

    private readonly HashSet<IndexDefinition> _arraysChanged = [];

    public WriteSession(SqliteFile file, Catalog catalog)
    {
        File = file;
        Catalog = catalog;
        Tables = new TableWriter(file, index => _arraysChanged.Add(index));
    }

    public SqliteFile File { get; }
    public Catalog Catalog { get; private set; }
    public TableWriter Tables { get; }

    /// <summary>The collection, made if it is not there.</summary>
    public Collection FindOrCreate(string database, string name) => Catalog.Find(database, name) ?? Create(database, name, []);

    public Collection Create(string database, string name, BsonDocument options)
    {
        var collection = new Collection(0, database, name, options, []);
        using (var insert = File.Rent("INSERT INTO collections (doc, sum) VALUES (?1, ?2)")) insert.BindDocument(1, RawValue.ToBytes(collection.Stored)).Run();
        collection = new Collection(File.LastRowId, database, name, options, []);
        File.Execute($"CREATE TABLE {collection.Table} (rowid INTEGER PRIMARY KEY, doc BLOB NOT NULL, sum INTEGER NOT NULL)");
        return AddIndex(collection, new BsonDocument { { "v", 2 }, { "key", new BsonDocument("_id", 1) }, { "name", "_id_" } });
    }

    /// <summary>Adds those indexes that are not there yet and fills them; all or, when a document or an index refuses one, none.</summary>
    public Collection AddIndexes(Collection collection, IEnumerable<BsonDocument> specs, Deadline? deadline = null)
    {
        var before = Catalog;
        File.Execute("SAVEPOINT build");
        try
        {
            foreach (var spec in specs)
                if (!IndexSpec.IsThere(collection, spec)) collection = AddIndex(collection, spec, deadline);
            File.Execute("RELEASE build");
            return collection;
        }
        catch (CommandException)
        {
            File.Execute("ROLLBACK TO build");
            File.Execute("RELEASE build");
            Catalog = before;
            throw;
        }
    }

    private Collection AddIndex(Collection collection, BsonDocument spec, Deadline? deadline = null)
    {
        if (collection.Indexes.Length >= MaxIndexes)
            throw new CommandException(ErrorCode.CannotCreateIndex, $"add index fails, too many indexes for {collection.Namespace} key:{ShellJson.Of(spec["key"])}");
        var index = new IndexDefinition(0, collection.Id, spec);
        using (var insert = File.Rent("INSERT INTO indexes (doc, sum) VALUES (?1, ?2)")) insert.BindDocument(1, RawValue.ToBytes(index.Stored)).Run();
        index = new IndexDefinition(File.LastRowId, collection.Id, spec);
        IndexBuilder.Build(this, collection, index, deadline: deadline);
        var with = collection with { Indexes = collection.Indexes.Add(index) };
        Catalog = Catalog.With(with);
        return with;
    }

    public Collection DropIndex(Collection collection, IndexDefinition index)
    {
        File.ForgetStatements();
        File.Execute($"DROP TABLE {index.Table}");
        using (var delete = File.Rent("DELETE FROM indexes WHERE id = ?1")) delete.Bind(1, index.Id).Run();
        var without = collection with { Indexes = collection.Indexes.Remove(index) };
        Catalog = Catalog.With(without);
        return without;
    }

    public void Drop(Collection collection)
    {
        foreach (var index in collection.Indexes) collection = DropIndex(collection, index);
        File.Execute($"DROP TABLE {collection.Table}");
        using (var delete = File.Rent("DELETE FROM collections WHERE id = ?1")) delete.Bind(1, collection.Id).Run();
        Catalog = Catalog.Without(collection);
    }

    /// <summary>Stores which paths have met arrays since the last commit.</summary>
    public void StoreArrays()
    {
        if (_arraysChanged.Count == 0) return;
        // An index that was refused, undone or dropped on the way gave its id back: another may have it by now.
        _arraysChanged.IntersectWith(Catalog.Collections.Values.SelectMany(c => c.Indexes));
        using var update = File.Rent("UPDATE indexes SET doc = ?2, sum = ?3 WHERE id = ?1");
        foreach (var index in _arraysChanged) update.Bind(1, index.Id).BindDocument(2, RawValue.ToBytes(index.Stored)).Run();
        _arraysChanged.Clear();
    }

    /// <summary>Before a commit: a catalog that has changed is told by which number readers know the state it describes.</summary>
    public void NumberCatalog(Catalog committed)
    {
        if (!ReferenceEquals(Catalog, committed)) Catalog = Catalog with { Version = Store.SchemaVersion(File) };
    }

    /// <summary>After a rollback: the catalog is the committed one again; array bits that were noted stay noted and are stored with the next commit.</summary>
    public void RolledBack(Catalog committed)
    {
        Catalog = committed;
        Tables.RolledBack();
        File.ForgetStatements();
        foreach (var index in committed.Collections.Values.SelectMany(c => c.Indexes)) _arraysChanged.Add(index);
    }
}
