using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>collStats, dbStats and serverStatus: the few numbers that tools read.</summary>
internal static class StatisticsCommands
{
    public static void Collection(CommandContext context)
    {
        var name = context.Arguments.Collection;
        context.Arguments.Accept("scale", "freeStorage");
        context.Arguments.Done();
        context.Reply.Add("ns", $"{context.Database}.{name}");
        using var session = context.Store.Read();
        if (session.Catalog.Find(context.Database, name) is not { } collection)
        {
            context.Reply.Add("size", 0).Add("count", 0).Add("nindexes", 0);
            return;
        }
        var count = session.File.Number($"SELECT count(*) FROM {collection.Table}");
        var size = session.File.Number($"SELECT coalesce(sum(length(doc)), 0) FROM {collection.Table}");
        context.Reply.Add("size", size).Add("count", count).Add("avgObjSize", count == 0 ? 0 : size / count).Add("nindexes", collection.Indexes.Length).Add("capped", BsonBoolean.False);
    }

    public static void Database(CommandContext context)
    {
        context.Arguments.Accept("scale", "freeStorage");
        context.Arguments.Done();
        using var session = context.Store.Read();
        var collections = session.Catalog.In(context.Database).ToList();
        context.Reply.Add("db", context.Database)
            .Add("collections", collections.Count)
            .Add("indexes", collections.Sum(c => c.Indexes.Length))
            .Add("objects", collections.Sum(c => session.File.Number($"SELECT count(*) FROM {c.Table}")))
            .Add("storageSize", session.File.Number("PRAGMA page_count") * session.File.Number("PRAGMA page_size"));
    }

    public static void Server(CommandContext context)
    {
        context.Reply.Add("host", "127.0.0.1").Add("version", HelloCommand.Version).Add("process", "embedded").Add("pid", (long)Environment.ProcessId)
            .Add("localTime", new BsonDateTime(context.Clock.GetUtcNow().UtcDateTime));
    }
}
