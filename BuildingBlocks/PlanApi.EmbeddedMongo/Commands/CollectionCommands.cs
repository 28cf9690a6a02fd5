using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>create, drop, dropDatabase, listCollections, listDatabases.</summary>
internal static class CollectionCommands
{
    public static void Create(CommandContext context)
    {
        var arguments = context.Arguments;
        var (database, name) = (context.Database, arguments.Collection);
        arguments.RefuseCollation();
        var options = CapOptions(arguments);
        foreach (var option in (ReadOnlySpan<string>)["viewOn", "timeseries", "validator", "clusteredIndex", "pipeline", "changeStreamPreAndPostImages", "encryptedFields"])
            if (!arguments.Take(option).IsMissing) throw CommandException.NotImplemented($"create with {option}");
        foreach (var option in (ReadOnlySpan<string>)["storageEngine", "indexOptionDefaults"])
            if (arguments.Document(option) is { IsMissing: false } engine && !engine.IsEmpty) throw CommandException.NotImplemented($"create with {option}");
        if (!arguments.Flag("autoIndexId", otherwise: true)) throw new CommandException(ErrorCode.Location50001, $"autoIndexId:false is not allowed for collection {database}.{name} because it can be replicated");
        arguments.Done();
        context.Write(session =>
        {
            if (session.Catalog.Find(database, name) is not null)
                throw new CommandException(ErrorCode.NamespaceExists, $"Collection {database}.{name} already exists.");
            return session.Create(database, name, options);
        });
    }

    /// <summary>A capped collection drops its oldest documents beyond its size; it has no tailable cursors here.</summary>
    private static BsonDocument CapOptions(Arguments arguments)
    {
        var (size, max) = (arguments.Number("size"), arguments.Number("max"));
        if (!arguments.Flag("capped"))
            return (size ?? max) is null ? [] : throw new CommandException(ErrorCode.InvalidOptions, "the 'capped' field needs to be true when either the 'size' or 'max' fields are present");
        if (size is null or 0) throw new CommandException(ErrorCode.InvalidOptions, "the 'size' field is required when 'capped' is true");
        var options = new BsonDocument { { "capped", true }, { "size", size } };
        if (max > 0) options.Add("max", max);
        return options;
    }

    public static void Drop(CommandContext context)
    {
        var (database, name) = (context.Database, context.Arguments.Collection);
        context.Arguments.Done();
        var indexes = context.Write(session =>
        {
            if (session.Catalog.Find(database, name) is not { } collection) return 0;
            session.Drop(collection);
            return collection.Indexes.Length;
        });
        if (indexes > 0) context.Reply.Add("nIndexesWas", indexes);
        context.Reply.Add("ns", $"{database}.{name}");
    }

    public static void DropDatabase(CommandContext context)
    {
        var database = context.Database;
        context.Arguments.Done();
        context.Write(session =>
        {
            foreach (var collection in session.Catalog.In(database).ToList()) session.Drop(collection);
            return true;
        });
        context.Reply.Add("dropped", database);
    }

    public static void List(CommandContext context)
    {
        var arguments = context.Arguments;
        var filter = FilterParser.Parse(arguments.Document("filter"));
        var nameOnly = arguments.Flag("nameOnly");
        var batch = arguments.BatchSize(arguments.Document("cursor"));
        arguments.Accept("authorizedCollections");
        arguments.Done();
        using var session = context.Store.Read();
        var collections = session.Catalog.In(context.Database)
            .Select(c => new BsonDocument
            {
                { "name", c.Name }, { "type", "collection" }, { "options", c.Options }, { "info", new BsonDocument("readOnly", false) },
                { "idIndex", c.IdIndex.Spec }
            })
            .Where(d => filter.Matches(RawValue.ToBytes(d)))
            .Select(d => nameOnly ? new BsonDocument { { "name", d["name"] }, { "type", d["type"] } } : d);
        Listed(context, session, $"{context.Database}.$cmd.listCollections", collections, batch);
    }

    /// <summary>Answers with a cursor on documents made here; all come in its first batch unless less is asked for.</summary>
    public static void Listed(CommandContext context, ReadSession session, string ns, IEnumerable<BsonDocument> documents, long? batch) =>
        context.Cursors.First(new Cursor(ns, new ListSource(documents)), session.File, context.Reply, batch ?? long.MaxValue);

    public static void ListDatabases(CommandContext context)
    {
        var arguments = context.Arguments;
        var filter = FilterParser.Parse(arguments.Document("filter"));
        var nameOnly = arguments.Flag("nameOnly");
        arguments.Accept("authorizedDatabases");
        arguments.Done();
        using var session = context.Store.Read();
        var size = session.File.Number("PRAGMA page_count") * session.File.Number("PRAGMA page_size");
        var databases = session.Catalog.Collections.Values.Select(c => c.Database).Distinct().Order(StringComparer.Ordinal)
            .Select(d => new BsonDocument { { "name", d }, { "sizeOnDisk", size }, { "empty", false } })
            .Where(d => filter.Matches(RawValue.ToBytes(d)))
            .Select(d => nameOnly ? new BsonDocument("name", d["name"]) : d).ToList();
        context.Reply.Add("databases", new BsonArray(databases));
        if (!nameOnly) context.Reply.Add("totalSize", size);
    }
}
