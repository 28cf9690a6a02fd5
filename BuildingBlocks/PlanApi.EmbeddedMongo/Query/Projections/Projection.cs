using System.Text;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Projections;

/// <summary>
/// A parsed projection. Plain inclusion and exclusion copy the chosen bytes; $slice, $elemMatch, the positional $ and
/// computed fields are applied to the materialised document.
/// </summary>
internal sealed class Projection
{
    private static readonly Known<Projection> Known = new();
    private readonly ProjectionNode _root;
    private readonly bool _including;
    private readonly List<ProjectionOperator> _operators;

    public Projection(ProjectionNode root, bool including, List<ProjectionOperator> operators)
    {
        _root = root;
        _including = including;
        _operators = operators;
    }

    /// <summary>Reads a projection; null keeps documents whole.</summary>
    public static Projection? Parse(RawValue projection, Scope scope)
    {
        if (projection.IsMissing || projection.IsEmpty) return null;
        if (Known.Find(projection.Bytes.Span) is { } known) return known;
        var parsed = ProjectionParser.Parse(projection, forFind: true, scope);
        // What is computed may depend on the command's variables and time.
        if (parsed._operators.Count == 0) Known.Add(projection.Bytes.ToArray(), parsed);
        return parsed;
    }

    /// <summary>Nothing but the <c>_id</c> is asked for.</summary>
    public bool IsIdOnly => _including && _operators.Count == 0 && _root.IsOnly("_id"u8);

    /// <summary>Whether a top-level field stays as it is.</summary>
    public bool Keeps(string field) => _root.Find(Encoding.UTF8.GetBytes(field)) is { } node ? _including && node.IsLeaf : !_including;

    /// <summary>The projected bytes; the filter tells the position that <c>$</c> stands for.</summary>
    public byte[] Apply(ReadOnlySpan<byte> document, Filter? filter = null)
    {
        var copy = ProjectionWriter.Write(document, _root, _including);
        if (_operators.Count == 0) return copy;
        var whole = RawValue.ToBson(document);
        var made = RawValue.ToBson(copy);
        foreach (var op in _operators) op.Apply(made, whole, document, filter);
        Bounded.Check(made);
        return RawValue.ToBytes(made);
    }
}

/// <summary>The projection's paths as a tree; a leaf is included (or excluded) whole.</summary>
internal sealed class ProjectionNode
{
    private readonly List<(byte[] Name, ProjectionNode Node)> _children = [];

    public bool IsLeaf { get; set; }
    public bool HasChildren => _children.Count > 0;

    public ProjectionNode Child(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (Find(bytes) is { } known) return known;
        var child = new ProjectionNode();
        _children.Add((bytes, child));
        return child;
    }

    public void Add(string path)
    {
        var node = this;
        foreach (var part in FieldPath.Split(path)) node = node.Child(part);
        node.IsLeaf = true;
    }

    public bool IsOnly(ReadOnlySpan<byte> name) => _children is [var (known, node)] && node.IsLeaf && name.SequenceEqual(known);

    public ProjectionNode? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (known, node) in _children)
            if (name.SequenceEqual(known)) return node;
        return null;
    }
}

internal sealed class ProjectionStage(DocumentSource input, Projection projection, Filter? filter) : Stage(input)
{
    private byte[] _projected = [];

    public override ReadOnlySpan<byte> Document => _projected;

    public override BsonDocument Bson => RawValue.ToBson(_projected);

    public override bool Next(SqliteFile file)
    {
        if (!Input.Next(file)) return false;
        _projected = projection.Apply(Input.Document, filter);
        return true;
    }
}
