using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>Walks ranges of an index, each document once.</summary>
internal sealed class IndexScan : Scan
{
    private readonly IndexAccess _path;
    private readonly bool _onlyKeys;
    private readonly HashSet<long>? _seen;
    private int _range = -1;
    private Statement? _rows;
    private (byte[] Key, long Row)? _position;

    /// <param name="path">The ranges.</param>
    /// <param name="statistics">Counts what is examined.</param>
    /// <param name="onlyKeys">Documents are not read.</param>
    public IndexScan(IndexAccess path, ScanStatistics statistics, bool onlyKeys = false) : base(statistics)
    {
        _path = path;
        _onlyKeys = onlyKeys;
        _seen = path.MayRepeat ? [] : null;
    }

    /// <summary>The current key, until the next move.</summary>
    public ReadOnlySpan<byte> Key => _rows!.Blob(0);

    public override ReadOnlySpan<byte> Document => _rows!.Blob(2);

    public override bool Next(SqliteFile file)
    {
        while (_rows is not null || Open(file))
        {
            if (!_rows!.Step())
            {
                EndRange();
                continue;
            }
            Row = _rows.Long(1);
            Statistics.KeysExamined++;
            if (_seen is not null && !_seen.Add(Row)) continue;
            if (_onlyKeys) return true;
            _rows.Document(2);
            Statistics.DocumentsExamined++;
            return true;
        }
        return false;
    }

    private bool Open(SqliteFile file)
    {
        if (_position is var (key, row))
        {
            var range = Range;
            _rows = file.Rent(_path.Index.StatementForRest(_onlyKeys, _path.Reverse)).Bind(1, _path.Reverse ? range.Start : key).Bind(2, _path.Reverse ? key : range.End).Bind(3, row);
            return true;
        }
        if (_range + 1 >= _path.Ranges.Count) return false;
        _rows = file.Rent(_path.Index.Statement(_onlyKeys, _path.Reverse));
        NextRange();
        return true;
    }

    /// <summary>The statement goes on in the next range, unless it was for the rest of one.</summary>
    private void EndRange()
    {
        if (_position is not null || _range + 1 == _path.Ranges.Count) Close();
        else
        {
            _rows!.Reset();
            NextRange();
        }
    }

    private void NextRange()
    {
        _range++;
        _rows!.Bind(1, Range.Start).Bind(2, Range.End);
    }

    private KeyRange Range => _path.Ranges[_path.Reverse ? _path.Ranges.Count - 1 - _range : _range];

    private void Close()
    {
        _rows?.Dispose();
        _rows = null;
        _position = null;
    }

    public override void Suspend()
    {
        if (_rows is null) return;
        var position = (_rows.Blob(0).ToArray(), Row);
        Close();
        _position = position;
    }
}
