using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Query.Projections;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>find, getMore and killCursors.</summary>
internal static class FindCommand
{
    public const long DefaultBatch = 101;

    /// <summary>A find's parsed arguments; explain uses them too.</summary>
    public sealed record Plan(Request Request, long Skip, Projection? Projection, long BatchSize, bool Single, bool NoTimeout);

    public static Plan Parse(Arguments arguments, DateTimeOffset now)
    {
        arguments.RefuseCollation();
        var scope = new Scope(now, arguments.Document("let"));
        var filter = FilterParser.Parse(arguments.Document("filter"), scope);
        var sort = SortOrder.Parse(arguments.Document("sort"), out var natural);
        var projection = Projection.Parse(arguments.Document("projection"), scope);
        var skip = arguments.Number("skip") ?? 0;
        var limit = arguments.Number("limit") ?? 0;
        var hint = arguments.Hint();
        var batch = arguments.Number("batchSize") ?? DefaultBatch;
        var single = arguments.Flag("singleBatch");
        if (arguments.Flag("tailable")) throw CommandException.BadValue("error processing query: tailable cursor requested on non capped collection");
        foreach (var refused in (ReadOnlySpan<string>)["min", "max", "returnKey", "showRecordId"])
            if (arguments.Take(refused) is { IsMissing: false } value && !(value.Type == BsonType.Boolean && !value.View.Boolean)) throw CommandException.NotImplemented($"find with {refused}");
        if (arguments.Flag("awaitData")) throw CommandException.FailedToParse("Cannot set 'awaitData' without also setting 'tailable'");
        var noTimeout = arguments.Flag("noCursorTimeout");
        arguments.Accept("allowDiskUse", "allowPartialResults", "oplogReplay");
        arguments.Done();
        return new Plan(new Request(filter, sort, Request.LimitWith(skip, limit), hint, natural), skip, projection, batch, single, noTimeout);
    }

    public static void Run(CommandContext context)
    {
        var name = context.Arguments.Collection;
        var plan = Parse(context.Arguments, context.Clock.GetUtcNow());
        var request = plan.Request with { Deadline = context.Deadline };
        using var session = context.Store.Read();
        DocumentSource source = session.Catalog.Find(context.Database, name) is { } collection
            ? FindQuery.Open(session.File, collection, request, plan.Skip, projection: plan.Projection)
            : new EmptySource();
        context.Cursors.First(new Cursor($"{context.Database}.{name}", source, context.Deadline) { NoTimeout = plan.NoTimeout }, session.File, context.Reply, plan.BatchSize, plan.Single);
    }

    public static void GetMore(CommandContext context)
    {
        var arguments = context.Arguments;
        var id = arguments.Target.Type == BsonType.Int64 ? arguments.Target.View.Int64 : throw CommandException.TypeMismatch("BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
        var ns = $"{context.Database}.{arguments.Text("collection")}";
        var batch = arguments.Number("batchSize") is { } size and > 0 ? size : long.MaxValue;
        arguments.Done();
        var cursor = context.Cursors.Take(id);
        if (Misfit(context, cursor, ns) is { } refusal)
        {
            context.Cursors.GiveBack(id, cursor);
            throw refusal;
        }
        var more = false;
        try
        {
            using var session = context.Store.Read();
            context.Reply.Open(BsonType.Document, "cursor").Open(BsonType.Array, "nextBatch");
            more = cursor.Fill(session.File, context.Reply, batch);
        }
        finally
        {
            if (!more) context.Cursors.Kill(id);
        }
        if (more) context.Cursors.GiveBack(id, cursor);
        context.Reply.Close().Add("id", more ? id : 0L).Add("ns", ns).Close();
    }

    private static CommandException? Misfit(CommandContext context, Cursor cursor, string ns)
    {
        if (cursor.Namespace != ns) return new CommandException(ErrorCode.Unauthorized, $"Requested getMore on namespace '{ns}', but cursor belongs to a different namespace {cursor.Namespace}");
        return context.Deadline is null ? null : CommandException.BadValue("cannot set maxTimeMS on getMore command for a non-awaitData cursor");
    }

    public static void KillCursors(CommandContext context)
    {
        var arguments = context.Arguments;
        var ids = arguments.Required("cursors", arguments.Array("cursors")).Values().Select(Id).ToList();
        arguments.Done();
        var killed = new BsonArray();
        var unknown = new BsonArray();
        foreach (var id in ids) (context.Cursors.Kill(id) ? killed : unknown).Add(id);
        context.Reply.Add("cursorsKilled", killed).Add("cursorsNotFound", unknown).Add("cursorsAlive", new BsonArray()).Add("cursorsUnknown", new BsonArray());
    }

    private static long Id(RawValue id, int place) =>
        id.Type == BsonType.Int64 ? id.View.Int64 : throw CommandException.TypeMismatch($"BSON field 'killCursors.cursors.{place}' is the wrong type '{TypeNames.Of(id.Type)}', expected type 'long'");
}
