using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>A sort order: fields, each up or down. An array sorts by its least element (greatest when descending), as MongoDB's do.</summary>
internal sealed class SortOrder
{
    private SortOrder(IndexField[] fields) => Fields = fields;

    public IndexField[] Fields { get; }

    /// <summary>Reads a sort document; null when there is none. <c>{$natural: ±1}</c> is told through <paramref name="natural"/>.</summary>
    public static SortOrder? Parse(RawValue sort, out int natural)
    {
        natural = 0;
        if (sort.IsMissing) return null;
        if (!sort.IsDocument) throw CommandException.TypeMismatch("Expected field sort to be of type object");
        var fields = new List<IndexField>();
        foreach (var (name, direction) in sort.Elements())
        {
            if (direction.IsDocument) throw CommandException.NotImplemented("sorting by $meta");
            if (!direction.IsNumber) throw new CommandException(ErrorCode.Location15974, $"Illegal key in $sort specification: {name}: {ShellJson.Of(direction.ToBsonValue())}");
            var number = direction.View.ToDouble();
            if (number is not (1 or -1)) throw new CommandException(ErrorCode.Location15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
            if (name == "$natural") natural = (int)number;
            else if (name.Length == 0 || name.StartsWith('$')) throw new CommandException(ErrorCode.Location16410, $"FieldPath field names may not start with '$'. Consider using $getField or $setField.");
            else fields.Add(new IndexField(new FieldPath(name), number < 0));
        }
        if (natural != 0 && fields.Count > 0) throw CommandException.BadValue("$natural sort cannot be set to a value other than -1 or 1, nor beside other fields.");
        if (fields.Count > 32) throw CommandException.BadValue("too many compound keys");
        return fields.Count == 0 ? null : new SortOrder([.. fields]);
    }

    public static SortOrder? Parse(RawValue sort) => Parse(sort, out _);

    /// <summary>The document's place: the least of its keys.</summary>
    public byte[] Key(ReadOnlySpan<byte> document)
    {
        var keys = new KeySet();
        try
        {
            KeyGenerator.Generate(Fields, document, keys);
        }
        catch (CommandException e) when (e.Code == ErrorCode.CannotIndexParallelArrays)
        {
            throw CommandException.BadValue("cannot sort with keys that are parallel arrays");
        }
        return keys.Keys[0];
    }
}

/// <summary>Sorts in memory; with a limit it keeps no more than that many. What would hold more than <paramref name="maxBytes"/> is refused.</summary>
internal sealed class SortStage(DocumentSource input, SortOrder order, long? limit = null, long maxBytes = SortStage.MaxBytes) : DocumentSource
{
    public const long MaxBytes = 256L * 1024 * 1024;

    private List<(byte[] Key, byte[] Document)>? _sorted;
    private long _held;
    private int _next;

    public override ReadOnlySpan<byte> Document => _sorted![_next - 1].Document;

    public override bool Next(SqliteFile file)
    {
        _sorted ??= limit is > 0 and <= 10000 ? Top(file, (int)limit) : All(file);
        if (_next >= _sorted.Count) return false;
        _next++;
        return true;
    }

    private List<(byte[], byte[])> All(SqliteFile file)
    {
        var all = new List<(byte[] Key, byte[] Document)>();
        while (input.Next(file))
        {
            var (key, document) = (order.Key(input.Document), input.Document.ToArray());
            Hold(key.Length + document.Length);
            all.Add((key, document));
        }
        // A stable sort: documents with equal keys stay as they came.
        return [.. all.OrderBy(d => d.Key, KeyOrder.Instance)];
    }

    private List<(byte[], byte[])> Top(SqliteFile file, int count)
    {
        var places = Comparer<(byte[] Key, long Order)>.Create(static (a, b) => b.Key.AsSpan().SequenceCompareTo(a.Key) is var byKey and not 0 ? byKey : b.Order.CompareTo(a.Order));
        var best = new PriorityQueue<byte[], (byte[] Key, long Order)>(places);
        var arrival = 0L;
        while (input.Next(file))
        {
            var key = order.Key(input.Document);
            if (best.Count == count)
            {
                best.TryPeek(out _, out var worst);
                if (key.AsSpan().SequenceCompareTo(worst.Key) >= 0) continue;
                Hold(-worst.Key.Length - best.Dequeue().Length);
            }
            var document = input.Document.ToArray();
            Hold(key.Length + document.Length);
            best.Enqueue(document, (key, arrival++));
        }
        var sorted = new List<(byte[], byte[])>(best.Count);
        while (best.TryDequeue(out var document, out var place)) sorted.Add((place.Key, document));
        sorted.Reverse();
        return sorted;
    }

    private void Hold(long bytes)
    {
        if ((_held += bytes) > maxBytes) throw new CommandException(ErrorCode.QueryExceededMemoryLimitNoDiskUseAllowed, $"Sort exceeded memory limit of {maxBytes} bytes");
    }

    public override void Suspend() => input.Suspend();
}
