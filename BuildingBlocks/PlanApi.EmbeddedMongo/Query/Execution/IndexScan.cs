using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>
/// Walks ranges of an index, each document once. Where only keys of many ranges are read, one that begins a few keys behind another is walked to,
/// which costs less than seeking it.
/// </summary>
internal sealed class IndexScan : Scan
{
    /// <summary>So many keys are walked in about the time that one is sought in.</summary>
    private const int MostPassed = 8;

    private const int ManyRanges = 16;

    private readonly IndexAccess _path;
    private readonly bool _onlyKeys, _walks;
    private readonly HashSet<long>? _seen;
    private int _range = -1, _patience = MostPassed, _passed;
    private Statement? _rows;
    private (byte[] Key, long Row)? _position;

    /// <param name="path">The ranges.</param>
    /// <param name="statistics">Counts what is examined.</param>
    /// <param name="onlyKeys">Documents are not read.</param>
    public IndexScan(IndexAccess path, ScanStatistics statistics, bool onlyKeys = false) : base(statistics)
    {
        _path = path;
        _onlyKeys = onlyKeys;
        _walks = onlyKeys && path.Ranges.Count >= ManyRanges;
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
            if (_walks && _position is null && !IsInRange()) continue;
            Statistics.KeysExamined++;
            Row = _rows.Long(1);
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

    /// <summary>The statement goes on in the next range, unless it was for the rest of one. One that walks has come to the end of all.</summary>
    private void EndRange()
    {
        if (_walks && _position is null) _range = _path.Ranges.Count - 1;
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
        Seek();
    }

    private void Seek()
    {
        var (range, last) = (Range, _walks ? RangeAt(_path.Ranges.Count - 1) : Range);
        _rows!.Bind(1, _path.Reverse ? last.Start : range.Start).Bind(2, _path.Reverse ? range.End : last.End);
    }

    /// <summary>Whether the key is in a range, the current one or a later. From one that is before all those, the next keys are walked, or the range is sought.</summary>
    private bool IsInRange()
    {
        var key = Key;
        // None is behind the last range, where the statement ends.
        while (_path.Reverse ? key.SequenceCompareTo(Range.Start) < 0 : key.SequenceCompareTo(Range.End) >= 0) _range++;
        if (_path.Reverse ? key.SequenceCompareTo(Range.End) < 0 : key.SequenceCompareTo(Range.Start) >= 0)
        {
            if (_passed > 0) (_patience, _passed) = (MostPassed, 0);
            return true;
        }
        // The first behind a range is read to see its end, as it always is.
        if (_passed > 0) Statistics.KeysExamined++;
        if (_passed++ < _patience) return false;
        // Ranges that turn out to lie apart are sought sooner.
        (_patience, _passed) = (_patience / 2, 0);
        _rows!.Reset();
        Seek();
        return false;
    }

    private KeyRange Range => RangeAt(_range);

    /// <summary>The ranges in the order they are walked.</summary>
    private KeyRange RangeAt(int place) => _path.Ranges[_path.Reverse ? _path.Ranges.Count - 1 - place : place];

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
