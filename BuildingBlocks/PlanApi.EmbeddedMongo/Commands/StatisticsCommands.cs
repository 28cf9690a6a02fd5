using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>collStats, dbStats and serverStatus: the few numbers that tools read.</summary>
internal static class StatisticsCommands
{
    public static void Collection(CommandContext context)
    {
        var name = context.Arguments.Collection;
        var scale = Scale(context.Arguments);
        context.Arguments.Done();
        var reply = context.Reply.Add("ns", $"{context.Database}.{name}").Add("scaleFactor", scale);
        using var session = context.Store.Read();
        if (session.Catalog.Find(context.Database, name) is not { } collection)
        {
            reply.Add("size", 0).Add("count", 0).Add("nindexes", 0);
            return;
        }
        var count = session.File.Number($"SELECT count(*) FROM {collection.Table}");
        var size = session.File.Number($"SELECT coalesce(sum(length(doc)), 0) FROM {collection.Table}");
        reply.Add("size", size / scale).Add("count", count).Add("avgObjSize", count == 0 ? 0 : size / count).Add("nindexes", collection.Indexes.Length).Add("capped", (BsonBoolean)(collection.Cap is not null));
        if (collection.Cap is { } cap) reply.Add("max", cap.Documents == long.MaxValue ? 0 : cap.Documents).Add("maxSize", cap.Size / scale);
    }

    public static void Database(CommandContext context)
    {
        var scale = Scale(context.Arguments);
        if (context.Arguments.Number("freeStorage") is > 0) throw CommandException.NotImplemented("dbStats with freeStorage");
        context.Arguments.Done();
        using var session = context.Store.Read();
        var collections = session.Catalog.In(context.Database).ToList();
        context.Reply.Add("db", context.Database)
            .Add("collections", collections.Count)
            .Add("indexes", collections.Sum(c => c.Indexes.Length))
            .Add("objects", collections.Sum(c => session.File.Number($"SELECT count(*) FROM {c.Table}")))
            .Add("storageSize", session.File.Number("PRAGMA page_count") * session.File.Number("PRAGMA page_size") / scale)
            .Add("scaleFactor", scale);
    }

    public static void Server(CommandContext context)
    {
        context.Reply.Add("host", "127.0.0.1").Add("version", HelloCommand.Version).Add("process", "embedded").Add("pid", (long)Environment.ProcessId)
            .Add("localTime", new BsonDateTime(context.Clock.GetUtcNow().UtcDateTime));
    }

    /// <summary>What sizes are divided by.</summary>
    private static long Scale(Arguments arguments) => arguments.Number("scale") switch
    {
        null => 1,
        0 => throw new CommandException(ErrorCode.Location51024, "BSON field 'scale' value must be >= 1, actual value '0'"),
        { } scale => scale
    };
}
