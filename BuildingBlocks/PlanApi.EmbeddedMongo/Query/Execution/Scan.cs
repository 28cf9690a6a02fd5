using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>What a query looked at, for explain.</summary>
internal sealed class ScanStatistics
{
    public long KeysExamined { get; set; }
    public long DocumentsExamined { get; set; }
}

/// <summary>
/// Walks the documents of an access path. It holds a statement only between <see cref="Next"/> and <see cref="Suspend"/>;
/// a suspended scan holds nothing but its position, and goes on from there on any connection.
/// </summary>
internal abstract class Scan(ScanStatistics statistics)
{
    protected ScanStatistics Statistics { get; } = statistics;

    /// <summary>The current document's row.</summary>
    public long Row { get; protected set; }

    /// <summary>The current document, until the next move.</summary>
    public abstract ReadOnlySpan<byte> Document { get; }

    public abstract bool Next(SqliteFile file);

    public abstract void Suspend();

    public static Scan Of(AccessPath path, ScanStatistics statistics) => path switch
    {
        TableAccess table => new TableScan(table, statistics),
        IndexAccess { Also: { } also } index => new MeetingScan(index, also, statistics),
        IndexAccess index => new IndexScan(index, statistics),
        UnionAccess union => new UnionScan(union, statistics),
        _ => throw new InvalidOperationException()
    };
}

internal sealed class TableScan(TableAccess path, ScanStatistics statistics) : Scan(statistics)
{
    private readonly string _sql = path.Reverse
        ? $"SELECT rowid, doc, sum FROM {path.Collection.Table} WHERE rowid < ?1 ORDER BY rowid DESC"
        : $"SELECT rowid, doc, sum FROM {path.Collection.Table} WHERE rowid > ?1 ORDER BY rowid";
    private long _position = path.Reverse ? long.MaxValue : long.MinValue;
    private Statement? _rows;

    public override ReadOnlySpan<byte> Document => _rows!.Blob(1);

    public override bool Next(SqliteFile file)
    {
        _rows ??= file.Rent(_sql).Bind(1, _position);
        if (!_rows.Step())
        {
            Suspend();
            return false;
        }
        Row = _position = _rows.Long(0);
        _rows.Document(1);
        Statistics.DocumentsExamined++;
        return true;
    }

    public override void Suspend()
    {
        _rows?.Dispose();
        _rows = null;
    }
}

internal sealed class UnionScan : Scan
{
    private readonly List<Scan> _branches;
    private readonly HashSet<long> _seen = [];
    private int _branch;

    public UnionScan(UnionAccess path, ScanStatistics statistics) : base(statistics) =>
        _branches = [.. path.Branches.Select(b => Of(b, statistics))];

    public override ReadOnlySpan<byte> Document => _branches[_branch].Document;

    public override bool Next(SqliteFile file)
    {
        for (; _branch < _branches.Count; _branch++)
            while (_branches[_branch].Next(file))
                if (_seen.Add(_branches[_branch].Row))
                {
                    Row = _branches[_branch].Row;
                    return true;
                }
        return false;
    }

    public override void Suspend()
    {
        if (_branch < _branches.Count) _branches[_branch].Suspend();
    }
}
