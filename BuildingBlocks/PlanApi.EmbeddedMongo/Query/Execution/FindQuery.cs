using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>Turns a request into stages: scan, filter, sort, skip, limit.</summary>
internal static class FindQuery
{
    /// <param name="file">The connection to plan on.</param>
    /// <param name="collection">The collection asked.</param>
    /// <param name="request">Filter, sort and limit; the limit counts what is skipped too.</param>
    /// <param name="skip">Documents to leave out at the start.</param>
    /// <param name="statistics">Counts what is examined.</param>
    public static DocumentSource Open(SqliteFile file, Collection collection, Request request, long skip = 0, ScanStatistics? statistics = null)
    {
        var path = Planner.Plan(file, collection, request);
        return Open(path, request, skip, statistics ?? new ScanStatistics());
    }

    public static DocumentSource Open(AccessPath path, Request request, long skip, ScanStatistics statistics)
    {
        DocumentSource source = new FilteredScan(Scan.Of(path, statistics), request.Filter, request.Deadline);
        if (request.Sort is not null && !path.Sorted) source = new SortStage(source, request.Sort, request.Limit);
        if (skip > 0) source = new SkipStage(source, skip);
        if (request.Limit is > 0) source = new LimitStage(source, request.Limit.Value - skip);
        return source;
    }

    /// <summary>The rows that match, all found before the first is changed.</summary>
    public static List<(long Row, byte[] Document)> Rows(SqliteFile file, Collection collection, Request request)
    {
        var path = Planner.Plan(file, collection, request);
        var scan = new FilteredScan(Scan.Of(path, new ScanStatistics()), request.Filter, request.Deadline);
        var rows = new List<(long Row, byte[] Document)>();
        try
        {
            if (request.Sort is not null && !path.Sorted) return Sorted(file, scan, request);
            while ((request.Limit is null || rows.Count < request.Limit) && scan.Next(file)) rows.Add((scan.Row, scan.Document.ToArray()));
            return rows;
        }
        finally
        {
            scan.Suspend();
        }
    }

    private static List<(long Row, byte[] Document)> Sorted(SqliteFile file, FilteredScan scan, Request request)
    {
        var found = new List<(byte[] Key, long Row, byte[] Document)>();
        while (scan.Next(file))
        {
            var key = request.Sort!.Key(scan.Document);
            // Updates with a sort change one document: only the first is kept.
            if (request.Limit == 1 && found.Count == 1)
            {
                if (key.AsSpan().SequenceCompareTo(found[0].Key) < 0) found[0] = (key, scan.Row, scan.Document.ToArray());
            }
            else found.Add((key, scan.Row, scan.Document.ToArray()));
        }
        var rows = found.OrderBy(f => f.Key, KeyOrder.Instance).Select(f => (f.Row, f.Document));
        return [.. request.Limit is > 0 and var limit ? rows.Take((int)limit) : rows];
    }
}
