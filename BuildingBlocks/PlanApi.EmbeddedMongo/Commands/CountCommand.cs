using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;

namespace PlanApi.EmbeddedMongo.Commands;

internal static class CountCommand
{
    public static (Request Request, long Skip) Parse(Arguments arguments, DateTimeOffset now)
    {
        arguments.RefuseCollation();
        var filter = FilterParser.Parse(arguments.Document("query"), new Scope(now));
        var skip = arguments.Number("skip") ?? 0;
        // A negative limit means the same as a positive one here.
        var limit = Math.Abs(Math.Max(arguments.Signed("limit") ?? 0, -long.MaxValue));
        var hint = arguments.Hint();
        arguments.Accept("fields");
        arguments.Done();
        return (new Request(filter, Limit: Request.LimitWith(skip, limit), Hint: hint), skip);
    }

    public static void Run(CommandContext context)
    {
        var name = context.Arguments.Collection;
        var (request, skip) = Parse(context.Arguments, context.Clock.GetUtcNow());
        using var session = context.Store.Read();
        var collection = session.Catalog.Find(context.Database, name);
        var count = collection is null ? 0 : Counting.Count(session.File, collection, request with { Deadline = context.Deadline }, skip);
        if (count <= int.MaxValue) context.Reply.Add("n", (int)count);
        else context.Reply.Add("n", count);
    }
}
