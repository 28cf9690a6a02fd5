using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>createIndexes, dropIndexes, listIndexes.</summary>
internal static class IndexCommands
{
    public static void Create(CommandContext context)
    {
        var arguments = context.Arguments;
        var (database, name) = (context.Database, arguments.Collection);
        var specs = arguments.Documents("indexes").Select(d => IndexSpec.Read(RawValue.ToBson(d.Span))).ToList();
        arguments.Accept("commitQuorum", "ignoreUnknownIndexOptions");
        arguments.Done();
        if (specs.Count == 0) throw CommandException.BadValue("Must specify at least one index to create");
        var (existed, before, after) = context.Write(session =>
        {
            var existed = session.Catalog.Find(database, name) is not null;
            var collection = session.FindOrCreate(database, name);
            var before = collection.Indexes.Length;
            return (existed, before, session.AddIndexes(collection, specs, context.Deadline).Indexes.Length);
        });
        context.Reply.Add("numIndexesBefore", before).Add("numIndexesAfter", after).Add("createdCollectionAutomatically", (BsonBoolean)!existed);
        if (before == after) context.Reply.Add("note", "all indexes already exist");
    }

    public static void Drop(CommandContext context)
    {
        var arguments = context.Arguments;
        var (database, name) = (context.Database, arguments.Collection);
        var which = arguments.Take("index");
        arguments.Done();
        if (which.IsMissing) throw new CommandException(ErrorCode.Location40414, "BSON field 'dropIndexes.index' is missing but a required field");
        var before = context.Write(session =>
        {
            var collection = session.Catalog.Find(database, name) ?? throw new CommandException(ErrorCode.NamespaceNotFound, $"ns not found {database}.{name}");
            var dropped = Choose(collection, which.ToBsonValue());
            var current = collection;
            foreach (var index in dropped) current = session.DropIndex(current, index);
            return collection.Indexes.Length;
        });
        context.Reply.Add("nIndexesWas", before);
        if (which.IsString && which.Text == "*") context.Reply.Add("msg", "non-_id indexes dropped for collection");
    }

    private static List<IndexDefinition> Choose(Collection collection, BsonValue which)
    {
        switch (which)
        {
            case BsonString { Value: "*" }:
                return [.. collection.Indexes.Where(i => !i.IsId)];
            case BsonArray names:
                return [.. names.Select(n => n.IsString ? One(collection, n) : throw WrongType()).Distinct()];
            case BsonString or BsonDocument:
                return [One(collection, which)];
            default:
                throw WrongType();
        }
    }

    private static IndexDefinition One(Collection collection, BsonValue which)
    {
        var index = collection.Indexes.FirstOrDefault(i => which is BsonString s ? i.Name == s.Value : i.KeyPattern.Equals(which))
            ?? throw new CommandException(ErrorCode.IndexNotFound, which is BsonString text ? $"index not found with name [{text.Value}]" : $"can't find index with key: {ShellJson.Of(which)}");
        return index.IsId ? throw new CommandException(ErrorCode.InvalidOptions, "cannot drop _id index") : index;
    }

    private static CommandException WrongType() => CommandException.TypeMismatch("BSON field 'dropIndexes.index' is the wrong type, expected types '[string, object, array]', an array of strings");

    public static void List(CommandContext context)
    {
        var name = context.Arguments.Collection;
        var batch = context.Arguments.BatchSize(context.Arguments.Document("cursor"));
        context.Arguments.Done();
        using var session = context.Store.Read();
        var collection = session.Catalog.Find(context.Database, name)
            ?? throw new CommandException(ErrorCode.NamespaceNotFound, $"ns does not exist: {context.Database}.{name}");
        CollectionCommands.Listed(context, session, collection.Namespace, collection.Indexes.Select(i => i.Spec), batch);
    }
}
