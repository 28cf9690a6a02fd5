using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>Walks ranges of an index and reads only the documents that have a key in other ranges too, whose rows it notes first.</summary>
internal sealed class MeetingScan(IndexAccess path, IndexAccess also, ScanStatistics statistics) : Scan(statistics)
{
    private readonly IndexScan _keys = new(path, statistics, onlyKeys: true);
    private readonly RowReader _documents = new(path.Collection);
    private HashSet<long>? _others;

    public override ReadOnlySpan<byte> Document => _documents.Document;

    public override bool Next(SqliteFile file)
    {
        _others ??= Rows(file);
        while (_keys.Next(file))
        {
            if (!_others.Contains(_keys.Row)) continue;
            Row = _keys.Row;
            _documents.Read(file, Row);
            Statistics.DocumentsExamined++;
            return true;
        }
        _documents.Suspend();
        return false;
    }

    public override void Suspend()
    {
        _keys.Suspend();
        _documents.Suspend();
    }

    private HashSet<long> Rows(SqliteFile file)
    {
        var rows = new HashSet<long>();
        var scan = new IndexScan(also with { MayRepeat = false }, Statistics, onlyKeys: true);
        try
        {
            while (scan.Next(file)) rows.Add(scan.Row);
        }
        finally
        {
            scan.Suspend();
        }
        return rows;
    }
}
