using System.Diagnostics;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Query.Projections;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>explain of find, count, distinct, aggregate, update, delete and findAndModify: the plan, and what running its query examines. Nothing is changed.</summary>
internal static class ExplainCommand
{
    public static void Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var verbosity = arguments.Text("verbosity") ?? "allPlansExecution";
        arguments.Done();
        if (verbosity is not ("queryPlanner" or "executionStats" or "allPlansExecution")) throw CommandException.FailedToParse("verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}");
        var inner = new Arguments(arguments.Target.IsDocument ? arguments.Target : throw CommandException.TypeMismatch("explain needs a command"), context.Database);
        if (inner.Text("$db") is { } database && database != context.Database) throw new CommandException(ErrorCode.InvalidNamespace, $"Mismatched $db in explain command. Expected {context.Database} but got {database}");
        inner.Accept("lsid", "comment", "$readPreference");
        Concerns.Take(inner);
        var own = inner.TimeLimit(context.Clock);
        var (asked, skip, projection) = Read(inner, context.Clock.GetUtcNow());
        var request = asked with { Deadline = context.Deadline is { IsLimit: true } outer ? outer : own };
        var ns = $"{context.Database}.{inner.Collection}";
        using var session = context.Store.Read();
        if (session.Catalog.Find(context.Database, inner.Collection) is not { } collection)
        {
            context.Reply.Add("queryPlanner", new BsonDocument { { "namespace", ns }, { "winningPlan", new BsonDocument("stage", "EOF") } });
            if (verbosity != "queryPlanner") context.Reply.Add("executionStats", Statistics(0, 0, new ScanStatistics()));
            return;
        }
        var path = Planner.Plan(session.File, collection, request);
        context.Reply.Add("queryPlanner", new BsonDocument { { "plannerVersion", 1 }, { "namespace", ns }, { "winningPlan", Stage(path, request, projection) }, { "rejectedPlans", new BsonArray() } });
        if (verbosity == "queryPlanner") return;
        var statistics = new ScanStatistics();
        var started = Stopwatch.GetTimestamp();
        var source = FindQuery.Open(path, request, skip, statistics, projection);
        var count = 0L;
        try
        {
            while (source.Next(session.File)) count++;
        }
        finally
        {
            source.Suspend();
        }
        context.Reply.Add("executionStats", Statistics(count, Stopwatch.GetElapsedTime(started).TotalMilliseconds, statistics).Add("executionStages", Stage(path, request, projection)));
    }

    private static BsonDocument Statistics(long returned, double milliseconds, ScanStatistics statistics) => new()
    {
        { "executionSuccess", true }, { "nReturned", (int)returned }, { "executionTimeMillis", (int)milliseconds },
        { "totalKeysExamined", (int)statistics.KeysExamined }, { "totalDocsExamined", (int)statistics.DocumentsExamined }
    };

    private static (Request Request, long Skip, Projection? Projection) Read(Arguments inner, DateTimeOffset now)
    {
        switch (inner.Command)
        {
            case "find":
                var find = FindCommand.Parse(inner, now);
                return (find.Request, find.Skip, find.Projection);
            case "count":
                var (count, left) = CountCommand.Parse(inner, now);
                return (count, left, null);
            case "distinct":
                return (DistinctCommand.Parse(inner, now).Request, 0, null);
            case "aggregate":
                var pipeline = AggregateCommand.Parse(inner, now, explained: true).Pipeline;
                return (pipeline.Request, pipeline.Skip, null);
            case "update" or "delete":
                return (Statement(inner, now), 0, null);
            case "findAndModify" or "findandmodify":
                return (FindAndModifyCommand.Parse(inner, now).Request, 0, null);
            default:
                throw new CommandException(ErrorCode.CommandNotFound, $"Explain failed due to unknown command: {inner.Command}");
        }
    }

    private static Request Statement(Arguments inner, DateTimeOffset now)
    {
        var isUpdate = inner.Command == "update";
        var statements = inner.Documents(isUpdate ? "updates" : "deletes");
        if (statements.Count != 1) throw new CommandException(ErrorCode.InvalidLength, "explained write batches must be of size 1");
        var scope = new Scope(now, inner.Document("let"));
        inner.Flag("ordered");
        if (isUpdate) inner.Accept("bypassDocumentValidation");
        inner.Done();
        if (isUpdate)
        {
            var update = UpdateCommand.Read(statements[0]);
            return update.Ask(FilterParser.Parse(update.Query, scope));
        }
        var delete = DeleteCommand.Read(statements[0]);
        return delete.Ask(FilterParser.Parse(delete.Query, scope));
    }

    private static BsonDocument Stage(AccessPath path, Request request, Projection? projection = null)
    {
        if (FindQuery.IsToldByKeys(path, request, projection)) return new BsonDocument { { "stage", "PROJECTION_COVERED" }, { "inputStage", IndexStage((IndexAccess)path) } };
        if (FindQuery.IsOrderToldByKeys(path, request)) return new BsonDocument { { "stage", "FETCH" }, { "inputStage", new BsonDocument { { "stage", "SORT" }, { "inputStage", IndexStage((IndexAccess)path) } } } };
        var stage = path switch
        {
            IndexAccess { Also: { } also } index => new BsonDocument { { "stage", "FETCH" }, { "inputStage", new BsonDocument { { "stage", "AND_HASH" }, { "inputStages", new BsonArray { IndexStage(also), IndexStage(index) } } } } },
            IndexAccess index => new BsonDocument { { "stage", "FETCH" }, { "inputStage", IndexStage(index) } },
            UnionAccess union => new BsonDocument { { "stage", "FETCH" }, { "inputStage", new BsonDocument { { "stage", "OR" }, { "inputStages", new BsonArray(union.Branches.Select(b => Stage(b, request)["inputStage"])) } } } },
            TableAccess table => new BsonDocument { { "stage", "COLLSCAN" }, { "direction", table.Reverse ? "backward" : "forward" } },
            _ => throw new InvalidOperationException()
        };
        return request.Sort is null || path.Sorted ? stage : new BsonDocument { { "stage", "SORT" }, { "inputStage", stage } };
    }

    private static BsonDocument IndexStage(IndexAccess path) => new()
    {
        { "stage", "IXSCAN" }, { "keyPattern", path.Index.KeyPattern }, { "indexName", path.Index.Name }, { "isMultiKey", path.Index.IsMultikey },
        { "isUnique", path.Index.Unique }, { "isSparse", path.Index.Sparse }, { "isPartial", path.Index.Partial is not null },
        { "direction", path.Reverse ? "backward" : "forward" }, { "indexBounds", Bounds(path) }, { "ranges", path.Ranges.Count }
    };

    private static BsonDocument Bounds(IndexAccess path) =>
        new(path.Index.Fields.Select((f, i) => new BsonElement(f.Path.Dotted, i < path.Bounds.Count ? $"{path.Bounds[i].Intervals.Count} {(path.Bounds[i].AllPoints ? "points" : "ranges")}" : "[MinKey, MaxKey]")));
}
