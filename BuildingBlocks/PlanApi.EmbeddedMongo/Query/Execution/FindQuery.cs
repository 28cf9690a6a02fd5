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
        var source = Part(Ordered(path, request, statistics), request, skip);
        return projection is null ? source : new ProjectionStage(source, projection, request.Filter);
    }

    /// <summary>Whether no document need be read.</summary>
    public static bool IsToldByKeys(AccessPath path, Request request, Projection? projection) =>
        projection is { IsIdOnly: true } && path is IndexAccess { Covers: true, Index.IdField: not null } && (request.Sort is null || path.Sorted);

    /// <summary>Whether documents can be put in order before they are read.</summary>
    public static bool IsOrderToldByKeys(AccessPath path, Request request) =>
        path is IndexAccess { Covers: true, Sorted: false, Index.IdField: not null } && request is { Sort.Fields: [{ Path.Dotted: "_id" }], Limit: > 0 and <= SortStage.MostKept };

    private static DocumentSource Ordered(AccessPath path, Request request, ScanStatistics statistics)
    {
        if (IsOrderToldByKeys(path, request)) return new IdOrder((IndexAccess)path, request.Sort!, (int)request.Limit!, statistics, request.Deadline);
        var source = new FilteredScan(Scan.Of(path, statistics), FilterBehind(path, request), request.Deadline);
        return request.Sort is null || path.Sorted ? source : new SortStage(source, request.Sort, request.Limit);
    }

    private static Filter FilterBehind(AccessPath path, Request request) => path is IndexAccess { Covers: true } ? Filter.Everything : request.Filter;

    private static DocumentSource Part(DocumentSource source, Request request, long skip)
    {
        if (skip > 0) source = new SkipStage(source, skip);
        return request.Limit is > 0 ? new LimitStage(source, request.Limit.Value - skip) : source;
    }

    /// <summary>
    /// The documents that match, to be changed one after the other: all are found before the first is handed over, so that none is met
    /// again as what it has become. Of many only the rows are kept meanwhile, and each document is read when its turn comes.
    /// </summary>
    public static IEnumerable<(long Row, byte[] Document)> ToChange(SqliteFile file, Collection collection, Request request)
    {
        if (request.Limit == 1)
        {
            if (First(file, collection, request) is { } first) yield return first;
            yield break;
        }
        var documents = new RowReader(collection);
        foreach (var row in Rows(file, collection, request))
        {
            request.Deadline?.Check();
            yield return (row, documents.Copy(file, row));
        }
    }

    private static List<long> Rows(SqliteFile file, Collection collection, Request request)
    {
        var scan = Matching(Planner.Plan(file, collection, request), request);
        var rows = new List<long>();
        try
        {
            while ((request.Limit is not { } most || rows.Count < most) && scan.Next(file)) rows.Add(scan.Row);
            return rows;
        }
        finally
        {
            scan.Suspend();
        }
    }

    /// <summary>The first document that matches, in the order asked for; null when none does.</summary>
    public static (long Row, byte[] Document)? First(SqliteFile file, Collection collection, Request request)
    {
        var path = Planner.Plan(file, collection, request);
        var scan = Matching(path, request);
        try
        {
            if (request.Sort is null || path.Sorted) return scan.Next(file) ? (scan.Row, scan.Document.ToArray()) : null;
            (byte[] Key, long Row, byte[] Document)? first = null;
            while (scan.Next(file))
            {
                var key = request.Sort.Key(scan.Document);
                if (first is not var (least, _, _) || key.AsSpan().SequenceCompareTo(least) < 0) first = (key, scan.Row, scan.Document.ToArray());
            }
            return first is var (_, row, document) ? (row, document) : null;
        }
        finally
        {
            scan.Suspend();
        }
    }

    private static FilteredScan Matching(AccessPath path, Request request) => new(Scan.Of(path, new ScanStatistics()), FilterBehind(path, request), request.Deadline);
}
