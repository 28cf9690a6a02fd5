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

    /// <summary>So many at most are kept in order while others come; of more, all are sorted at the end.</summary>
    public const int MostKept = 10_000;

    private List<byte[]>? _sorted;
    private long _held;
    private int _next;

    public override ReadOnlySpan<byte> Document => _sorted![_next - 1];

    public override bool Next(SqliteFile file)
    {
        _sorted ??= limit is > 0 and <= MostKept ? First(file, (int)limit) : All(file);
        if (_next >= _sorted.Count) return false;
        _next++;
        return true;
    }

    public static CommandException TooMuch(long maxBytes) => new(ErrorCode.QueryExceededMemoryLimitNoDiskUseAllowed, $"Sort exceeded memory limit of {maxBytes} bytes");

    private List<byte[]> All(SqliteFile file)
    {
        var all = new List<(byte[] Key, byte[] Document)>();
        while (input.Next(file))
        {
            var (key, document) = (order.Key(input.Document), input.Document.ToArray());
            Hold(key.Length + document.Length);
            all.Add((key, document));
        }
        // A stable sort: documents with equal keys stay as they came.
        return [.. all.OrderBy(d => d.Key, KeyOrder.Instance).Select(d => d.Document)];
    }

    private List<byte[]> First(SqliteFile file, int count)
    {
        var first = new LeastKeys<byte[]>(count);
        while (input.Next(file))
        {
            var key = order.Key(input.Document);
            if (!first.Takes(key)) continue;
            var document = input.Document.ToArray();
            Hold(key.Length + document.Length);
            if (first.Add(key, document) is var (outKey, outDocument)) Hold(-outKey.Length - outDocument.Length);
        }
        return first.InOrder();
    }

    private void Hold(long bytes)
    {
        if ((_held += bytes) > maxBytes) throw TooMuch(maxBytes);
    }

    public override void Suspend() => input.Suspend();
}
