using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>
/// The first documents by <c>_id</c> of an index's ranges. The keys tell the <c>_id</c>s, so only those are read; another is read where its
/// key does not tell.
/// </summary>
internal sealed class IdOrder(IndexAccess path, SortOrder order, int limit, ScanStatistics statistics, Deadline? deadline) : DocumentSource
{
    private readonly IndexScan _keys = new(path, statistics, onlyKeys: true);
    private readonly RowReader _documents = new(path.Collection);
    private List<byte[]>? _first;
    private long _held;
    private int _next;

    public override ReadOnlySpan<byte> Document => _first![_next - 1];

    public override bool Next(SqliteFile file)
    {
        // All are read at once: later their rows may have become others.
        _first ??= Read(file, FirstRows(file));
        if (_next == _first.Count) return false;
        _next++;
        return true;
    }

    private List<(long Row, byte[]? Document)> FirstRows(SqliteFile file)
    {
        var first = new LeastKeys<(long Row, byte[]? Document)>(limit);
        while (_keys.Next(file))
        {
            deadline?.Check();
            var isTold = KeyDecoder.TryFind(_keys.Key, path.Index.IdField!.Value, out var id);
            var document = isTold ? default : RowDocument(file, _keys.Row);
            var place = !isTold ? order.Key(document) : order.Fields[0].Descending ? KeyEncoder.Complement(id) : id;
            if (!first.Takes(place)) continue;
            Hold(place.Length + document.Length);
            if (first.Add(place.ToArray(), (_keys.Row, isTold ? null : document.ToArray())) is var (outPlace, (_, outDocument))) Hold(-outPlace.Length - (outDocument?.Length ?? 0));
        }
        return first.InOrder();
    }

    private List<byte[]> Read(SqliteFile file, List<(long Row, byte[]? Document)> rows)
    {
        var documents = new List<byte[]>(rows.Count);
        foreach (var (row, document) in rows)
        {
            documents.Add(document ?? RowDocument(file, row).ToArray());
            if (document is null) Hold(documents[^1].Length);
        }
        Suspend();
        return documents;
    }

    private void Hold(long bytes)
    {
        if ((_held += bytes) > SortStage.MaxBytes) throw SortStage.TooMuch(SortStage.MaxBytes);
    }

    private ReadOnlySpan<byte> RowDocument(SqliteFile file, long row)
    {
        _documents.Read(file, row);
        statistics.DocumentsExamined++;
        return _documents.Document;
    }

    public override void Suspend()
    {
        _keys.Suspend();
        _documents.Suspend();
    }
}
