using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>One field of an index key.</summary>
internal sealed record IndexField(FieldPath Path, bool Descending);

/// <summary>An index: its fields and options, the table its keys are in, and which of its paths ever met an array.</summary>
internal sealed class IndexDefinition
{
    private readonly int[] _arrays;
    private readonly string?[] _statements = new string?[4];

    public IndexDefinition(long id, long collection, BsonDocument spec, int[]? arrays = null)
    {
        Id = id;
        CollectionId = collection;
        Spec = spec;
        Name = spec["name"].AsString;
        KeyPattern = spec["key"].AsBsonDocument;
        Fields = [.. KeyPattern.Select(e => new IndexField(new FieldPath(e.Name), e.Value.ToDouble() < 0))];
        IdField = Array.FindIndex(Fields, f => f.Path.Dotted == "_id") is >= 0 and var at && !Fields.Take(at + 1).Any(f => f.Descending) ? at : null;
        Unique = IsId || spec.GetValue("unique", false).ToBoolean();
        Sparse = spec.GetValue("sparse", false).ToBoolean();
        ExpireAfterSeconds = spec.TryGetValue("expireAfterSeconds", out var seconds) ? seconds.ToInt64() : null;
        if (spec.TryGetValue("partialFilterExpression", out var partial)) Partial = FilterParser.Parse(RawValue.From(partial));
        _arrays = arrays ?? new int[Fields.Length];
        Table = $"i{id}";
    }

    public long Id { get; }
    public long CollectionId { get; }
    public string Name { get; }
    public string Table { get; }

    /// <summary>As listIndexes shows it.</summary>
    public BsonDocument Spec { get; }
    public BsonDocument KeyPattern { get; }
    public IndexField[] Fields { get; }

    /// <summary>The place of the <c>_id</c> among the fields, where keys can tell it: those of descending fields are not read back.</summary>
    public int? IdField { get; }

    public bool Unique { get; }
    public bool Sparse { get; }
    public Filter? Partial { get; }
    public long? ExpireAfterSeconds { get; }
    public bool IsId => Fields is null ? KeyPattern.ElementCount == 1 && KeyPattern.GetElement(0).Name == "_id" : Fields.Length == 1 && Fields[0].Path.Dotted == "_id";

    /// <summary>For one field, a bit for each part of its path that ever held an array. Bits are set before the write that brings the array is committed, and stay.</summary>
    public int Arrays(int field) => Volatile.Read(ref _arrays[field]);

    /// <summary>The statement that reads a range of it: whether keys alone or with their documents, and whether backwards. Written once, as every query takes one.</summary>
    public string Statement(bool onlyKeys, bool reverse) => _statements[(onlyKeys ? 1 : 0) + (reverse ? 2 : 0)] ??= $"{Select(onlyKeys)} i.k >= ?1 AND i.k < ?2 {Order(reverse)}";

    /// <summary>The same for the rest of a range, behind a key and a row.</summary>
    public string StatementForRest(bool onlyKeys, bool reverse) =>
        $"{Select(onlyKeys)} {(reverse ? "i.k >= ?1 AND (i.k, i.r) < (?2, ?3)" : "(i.k, i.r) > (?1, ?3) AND i.k < ?2")} {Order(reverse)}";

    private string Select(bool onlyKeys) => onlyKeys
        ? $"SELECT i.k, i.r FROM {Table} i WHERE"
        : $"SELECT i.k, i.r, c.doc, c.sum FROM {Table} i LEFT JOIN c{CollectionId} c ON c.rowid = i.r WHERE";

    private static string Order(bool reverse) => reverse ? "ORDER BY i.k DESC, i.r DESC" : "ORDER BY i.k, i.r";

    public bool IsMultikey => Array.Exists(_arrays, a => a != 0);

    /// <summary>As the catalog keeps it.</summary>
    public BsonDocument Stored => new() { { "collection", CollectionId }, { "spec", Spec }, { "arrays", new BsonArray(_arrays) } };

    public static IndexDefinition Load(long id, BsonDocument stored) =>
        new(id, stored["collection"].AsInt64, stored["spec"].AsBsonDocument, [.. stored["arrays"].AsBsonArray.Select(a => a.AsInt32)]);

    /// <summary>Notes that an array was met; true when it is news.</summary>
    public bool NoteArray(int field, int part)
    {
        var bit = 1 << Math.Min(part, 30);
        if ((_arrays[field] & bit) != 0) return false;
        Volatile.Write(ref _arrays[field], _arrays[field] | bit);
        return true;
    }
}
