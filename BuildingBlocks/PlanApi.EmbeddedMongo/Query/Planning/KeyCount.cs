using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>Counts the keys in a candidate's ranges, further each time from where it stopped. Of many ranges some are looked at, and stand for the others.</summary>
internal sealed class KeyCount(IndexCandidate candidate)
{
    private const int MostLookedAt = 64;
    private readonly int _step = (candidate.Ranges.Count + MostLookedAt - 1) / MostLookedAt;
    private int _range, _before;

    public IndexCandidate Candidate => candidate;

    /// <summary>As many as were counted.</summary>
    public int Keys { get; private set; }

    /// <summary>Counts to a number, or all that there are.</summary>
    public int UpTo(SqliteFile file, int most)
    {
        using var count = file.Rent($"SELECT count(*) FROM (SELECT 1 FROM {candidate.Index.Table} WHERE k >= ?1 AND k < ?2 LIMIT ?3)");
        Keys = _before;
        while (Keys < most && _range < candidate.Ranges.Count)
        {
            var range = candidate.Ranges[_range];
            count.Bind(1, range.Start).Bind(2, range.End).Bind(3, most - _before).Step();
            Keys = Math.Min(most, _before + (int)count.Long(0) * _step);
            count.Reset();
            // Where it stopped short, the range is counted again next time.
            if (Keys < most) (_range, _before) = (_range + _step, Keys);
        }
        return Keys;
    }
}
