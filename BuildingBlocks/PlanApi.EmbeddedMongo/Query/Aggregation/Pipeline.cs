using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

/// <summary>A parsed pipeline: what its head asks of the collection, and the stages behind.</summary>
internal sealed record Pipeline(Request Request, long Skip, IReadOnlyList<Func<DocumentSource, DocumentSource>> Stages)
{
    /// <summary>The pipeline counts what matches, and nothing else: the name of the field the count goes into, and the _id beside it.</summary>
    public CountShape? Count { get; init; }

    public DocumentSource Open(SqliteFile file, Collection? collection, ScanStatistics statistics)
    {
        if (Count is not null && collection is not null) return new CountSource(collection, Request, Skip, Count);
        DocumentSource source = collection is null ? new EmptySource() : FindQuery.Open(file, collection, Request, Skip, statistics);
        foreach (var stage in Stages)
        {
            source = stage(source);
            if (Request.Deadline is { } deadline) source = new TimedStage(source, deadline);
        }
        return source;
    }
}
