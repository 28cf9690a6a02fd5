using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>Counts documents: from the table or an index alone where that is exact, else by looking at each.</summary>
internal static class Counting
{
    public static long Count(SqliteFile file, Collection collection, Request request, long skip = 0)
    {
        var path = Planner.Plan(file, collection, request);
        request.Deadline?.Check();
        var count = path switch
        {
            TableAccess when ReferenceEquals(request.Filter, Filters.Filter.Everything) || request.Filter.Conjuncts().Count == 0 => file.Number($"SELECT count(*) FROM {collection.Table}"),
            IndexAccess { Exact: true } index => Keys(file, index),
            _ => Walk(file, path, request)
        };
        return Math.Max(0, Math.Min(count, request.Limit ?? long.MaxValue) - skip);
    }

    private static long Keys(SqliteFile file, IndexAccess path)
    {
        using var count = file.Rent($"SELECT count(*) FROM {path.Index.Table} WHERE k >= ?1 AND k < ?2");
        var total = 0L;
        foreach (var range in path.Ranges)
        {
            count.Bind(1, range.Start).Bind(2, range.End).Step();
            total += count.Long(0);
            count.Reset();
        }
        return total;
    }

    private static long Walk(SqliteFile file, AccessPath path, Request request)
    {
        var scan = new FilteredScan(Scan.Of(path, new ScanStatistics()), request.Filter, request.Deadline);
        try
        {
            var count = 0L;
            while ((request.Limit is null || count < request.Limit) && scan.Next(file)) count++;
            return count;
        }
        finally
        {
            scan.Suspend();
        }
    }
}
