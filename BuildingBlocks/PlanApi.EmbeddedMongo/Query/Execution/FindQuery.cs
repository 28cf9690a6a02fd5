using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Query.Projections;
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
    /// <param name="projection">What is asked of each document; null for all of it.</param>
    public static DocumentSource Open(SqliteFile file, Collection collection, Request request, long skip = 0, ScanStatistics? statistics = null, Projection? projection = null)
    {
        var path = Planner.Plan(file, collection, request);
        return Open(path, request, skip, statistics ?? new ScanStatistics(), projection);
    }

    public static DocumentSource Open(AccessPath path, Request request, long skip, ScanStatistics statistics, Projection? projection)
    {
        if (IsToldByKeys(path, request, projection)) return Part(new IdsFromKeys((IndexAccess)path, projection!, statistics, request.Deadline), request, skip);
        DocumentSource source = new FilteredScan(Scan.Of(path, statistics), FilterBehind(path, request), request.Deadline);
        if (request.Sort is not null && !path.Sorted) source = new SortStage(source, request.Sort, request.Limit);
        source = Part(source, request, skip);
        return projection is null ? source : new ProjectionStage(source, projection, request.Filter);
    }

    /// <summary>Whether no document need be read.</summary>
    public static bool IsToldByKeys(AccessPath path, Request request, Projection? projection) =>
        projection is { IsIdOnly: true } && path is IndexAccess { Covers: true, IdField: not null } && (request.Sort is null || path.Sorted);

    private static Filter FilterBehind(AccessPath path, Request request) => path is IndexAccess { Covers: true } ? Filter.Everything : request.Filter;

    private static DocumentSource Part(DocumentSource source, Request request, long skip)
    {
        if (skip > 0) source = new SkipStage(source, skip);
        return request.Limit is > 0 ? new LimitStage(source, request.Limit.Value - skip) : source;
    }

    /// <summary>The rows that match, all found before the first is changed.</summary>
    public static List<(long Row, byte[] Document)> Rows(SqliteFile file, Collection collection, Request request)
    {
        var path = Planner.Plan(file, collection, request);
        var scan = new FilteredScan(Scan.Of(path, new ScanStatistics()), FilterBehind(path, request), request.Deadline);
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
