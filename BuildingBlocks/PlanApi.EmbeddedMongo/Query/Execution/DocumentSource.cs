using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>One stage of a query: pulls documents from the stage before it.</summary>
internal abstract class DocumentSource
{
    /// <summary>The current document, until the next move.</summary>
    public abstract ReadOnlySpan<byte> Document { get; }

    /// <summary>The current document materialised.</summary>
    public virtual BsonDocument Bson => RawValue.ToBson(Document);

    public abstract bool Next(SqliteFile file);

    /// <summary>Lets go of the connection; <see cref="Next"/> goes on with another.</summary>
    public abstract void Suspend();
}

/// <summary>A stage behind another one.</summary>
internal abstract class Stage(DocumentSource input) : DocumentSource
{
    protected DocumentSource Input { get; } = input;

    public override ReadOnlySpan<byte> Document => Input.Document;

    public override BsonDocument Bson => Input.Bson;

    public override void Suspend() => Input.Suspend();
}

/// <summary>A stage that makes a new document of each one.</summary>
internal abstract class MakingStage(DocumentSource input) : Stage(input)
{
    private BsonDocument? _made;
    private byte[]? _bytes;

    protected void Made(BsonDocument document)
    {
        Bounded.Check(document);
        _made = document;
        _bytes = null;
    }

    public override BsonDocument Bson => _made!;

    public override ReadOnlySpan<byte> Document => _bytes ??= RawValue.ToBytes(_made!);
}

/// <summary>No documents: a collection that does not exist.</summary>
internal sealed class EmptySource : DocumentSource
{
    public override ReadOnlySpan<byte> Document => default;

    public override bool Next(SqliteFile file) => false;

    public override void Suspend() { }
}

/// <summary>Documents at hand.</summary>
internal sealed class ListSource(IEnumerable<BsonDocument> documents) : DocumentSource
{
    private readonly List<byte[]> _documents = [.. documents.Select(RawValue.ToBytes)];
    private int _next;

    public override ReadOnlySpan<byte> Document => _documents[_next - 1];

    public override bool Next(SqliteFile file)
    {
        if (_next == _documents.Count) return false;
        _next++;
        return true;
    }

    public override void Suspend() { }
}

/// <summary>The documents of a scan that match the whole filter.</summary>
internal sealed class FilteredScan(Scan scan, Filter filter, Deadline? deadline) : DocumentSource
{
    public long Row => scan.Row;

    public override ReadOnlySpan<byte> Document => scan.Document;

    public override bool Next(SqliteFile file)
    {
        while (scan.Next(file))
        {
            deadline?.Check();
            if (filter.Matches(scan.Document)) return true;
        }
        return false;
    }

    public override void Suspend() => scan.Suspend();
}

internal sealed class MatchStage(DocumentSource input, Filter filter) : Stage(input)
{
    public override bool Next(SqliteFile file)
    {
        while (Input.Next(file))
            if (filter.Matches(Input.Document)) return true;
        return false;
    }
}

/// <summary>Watches the time of the stage before it, which may make many documents of one or look for long.</summary>
internal sealed class TimedStage(DocumentSource input, Deadline deadline) : Stage(input)
{
    public override bool Next(SqliteFile file)
    {
        deadline.Check();
        return Input.Next(file);
    }
}

internal sealed class SkipStage(DocumentSource input, long skip) : Stage(input)
{
    private long _left = skip;

    public override bool Next(SqliteFile file)
    {
        for (; _left > 0; _left--)
            if (!Input.Next(file)) return false;
        return Input.Next(file);
    }
}

internal sealed class LimitStage(DocumentSource input, long limit) : Stage(input)
{
    private long _left = limit;

    public override bool Next(SqliteFile file) => _left-- > 0 && Input.Next(file);
}
