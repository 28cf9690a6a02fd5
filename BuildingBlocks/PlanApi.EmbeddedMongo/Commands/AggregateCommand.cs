using PlanApi.EmbeddedMongo.Query.Aggregation;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>aggregate on a collection. Leading $match, $sort, $skip and $limit are planned like a find.</summary>
internal static class AggregateCommand
{
    public sealed record Plan(Pipeline Pipeline, long BatchSize);

    public static Plan Parse(Arguments arguments, DateTimeOffset now, bool explained = false)
    {
        arguments.RefuseCollation();
        var stages = arguments.Array("pipeline");
        if (stages.IsMissing) throw new CommandException(ErrorCode.Location40414, "BSON field 'aggregate.pipeline' is missing but a required field");
        if (arguments.Flag("explain")) throw CommandException.NotImplemented("aggregate with explain");
        var cursor = arguments.Document("cursor");
        if (cursor.IsMissing && !explained) throw CommandException.FailedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
        var batch = arguments.BatchSize(cursor) ?? FindCommand.DefaultBatch;
        var hint = arguments.Hint();
        var scope = new Scope(now, arguments.Document("let"));
        arguments.Accept("allowDiskUse", "bypassDocumentValidation");
        arguments.Done();
        return new Plan(PipelineParser.Parse(stages, hint, scope), batch);
    }

    public static void Run(CommandContext context)
    {
        if (!context.Arguments.Target.IsString) throw CommandException.NotImplemented("an aggregate on the database");
        var name = context.Arguments.Collection;
        var plan = Parse(context.Arguments, context.Clock.GetUtcNow());
        using var session = context.Store.Read();
        var collection = session.Catalog.Find(context.Database, name);
        var pipeline = plan.Pipeline with { Request = plan.Pipeline.Request with { Deadline = context.Deadline } };
        var source = pipeline.Open(session.File, collection, new ScanStatistics());
        context.Cursors.First(new Cursor($"{context.Database}.{name}", source, context.Deadline), session.File, context.Reply, plan.BatchSize);
    }
}
