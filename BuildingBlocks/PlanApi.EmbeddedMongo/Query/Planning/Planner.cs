using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>What is asked of a collection.</summary>
internal sealed record Request(Filter Filter, SortOrder? Sort = null, long? Limit = null, RawValue Hint = default, int Natural = 0);

/// <summary>Chooses how to reach the documents of a request.</summary>
internal static class Planner
{
    public static AccessPath Plan(SqliteFile file, Collection collection, Request request)
    {
        return new TableAccess(collection, request.Natural < 0) { Sorted = request.Sort is null };
    }
}
