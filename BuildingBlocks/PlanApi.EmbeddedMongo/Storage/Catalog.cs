using System.Collections.Immutable;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>A collection: its table and its indexes, the _id index first.</summary>
internal sealed record Collection(long Id, string Database, string Name, BsonDocument Options, ImmutableArray<IndexDefinition> Indexes)
{
    public string Table { get; } = $"c{Id}";
    public string Namespace => $"{Database}.{Name}";
    public IndexDefinition IdIndex => Indexes[0];

    /// <summary>As the catalog keeps it; its indexes are kept by themselves.</summary>
    public BsonDocument Stored => new() { { "db", Database }, { "name", Name }, { "options", Options } };

    public static Collection Load(long id, BsonDocument stored, IEnumerable<IndexDefinition> indexes) =>
        new(id, stored["db"].AsString, stored["name"].AsString, stored["options"].AsBsonDocument, [.. indexes]);

    /// <summary>A capped collection's greatest size in bytes and number of documents.</summary>
    public (long Size, long Documents)? Cap { get; } = Options.Contains("capped") ? (Options["size"].ToInt64(), Options.GetValue("max", long.MaxValue).ToInt64()) : null;

    public IndexDefinition? Index(string name) => Indexes.FirstOrDefault(i => i.Name == name);
}

/// <summary>Every collection there is. Immutable: readers hold one while the writer makes the next.</summary>
/// <param name="Collections">The collections.</param>
/// <param name="Version">SQLite's number of the state in which the file has just these tables; given when that state is committed.</param>
internal sealed record Catalog(ImmutableDictionary<(string Database, string Name), Collection> Collections, long Version = 0)
{
    public static readonly Catalog Empty = new(ImmutableDictionary<(string, string), Collection>.Empty);

    public Collection? Find(string database, string name) => Collections.GetValueOrDefault((database, name));

    public Catalog With(Collection collection) => new(Collections.SetItem((collection.Database, collection.Name), collection));

    public Catalog Without(Collection collection) => new(Collections.Remove((collection.Database, collection.Name)));

    public IEnumerable<Collection> In(string database) =>
        Collections.Values.Where(c => c.Database == database).OrderBy(c => c.Name, StringComparer.Ordinal);
}
