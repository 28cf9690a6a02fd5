using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>Walks ranges of an index, each document once.</summary>
internal sealed class IndexScan : Scan
{
    /// <summary>Fewer ranges than these are read one by one.</summary>
    private const int FewestTogether = 4;

    private readonly IndexAccess _path;
    private readonly bool _onlyKeys;
    private readonly HashSet<long>? _seen;
    // The ranges that the statement is bound to, and how many of all came before.
    private int _begun, _bound;
    private bool _together;
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
            var range = Range(_begun);
            _rows = file.Rent(_path.Index.StatementForRest(_onlyKeys, _path.Reverse)).Bind(1, _path.Reverse ? range.Start : key).Bind(2, _path.Reverse ? key : range.End).Bind(3, row);
            _bound = 1;
            return true;
        }
        if (_begun == _path.Ranges.Count) return false;
        _together = !_path.Reverse && _path.Ranges.Count - _begun >= FewestTogether;
        _rows = file.Rent(_together ? _path.Index.StatementForMany(_onlyKeys) : _path.Index.Statement(_onlyKeys, _path.Reverse));
        BindRanges();
        return true;
    }

    /// <summary>The statement goes on in the next ranges, unless it was for the rest of one.</summary>
    private void EndRange()
    {
        _begun += _bound;
        if (_position is not null || _begun == _path.Ranges.Count) Close();
        else
        {
            _rows!.Reset();
            BindRanges();
        }
    }

    private void BindRanges()
    {
        _bound = _together ? Math.Min(IndexDefinition.Many, _path.Ranges.Count - _begun) : 1;
        if (_together && _bound < IndexDefinition.Many) _rows!.Unbind();
        for (var i = 0; i < _bound; i++)
        {
            var range = Range(_begun + i);
            _rows!.Bind(2 * i + 1, range.Start).Bind(2 * i + 2, range.End);
        }
    }

    private KeyRange Range(int number) => _path.Ranges[_path.Reverse ? _path.Ranges.Count - 1 - number : number];

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
        if (_position is null && _together) _begun += (int)_rows.Long(_onlyKeys ? 2 : 4);
        Close();
        _position = position;
    }
}
