using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>delete: each statement takes away one document (limit 1) or all that match (limit 0).</summary>
internal static class DeleteCommand
{
    public static void Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var (database, name) = (context.Database, arguments.Collection);
        var deletes = arguments.Documents("deletes");
        var ordered = arguments.Flag("ordered", otherwise: true);
        arguments.Done();
        WriteLimits.Check(deletes.Count);
        var (deleted, errors) = context.Store.Writer.Run(session =>
        {
            var errors = new WriteErrors();
            var deleted = 0;
            for (var i = 0; i < deletes.Count; i++)
            {
                try
                {
                    deleted += Delete(session, session.Catalog.Find(database, name), deletes[i]);
                }
                catch (CommandException refusal)
                {
                    errors.Add(i, refusal);
                    if (ordered) break;
                }
            }
            return (deleted, errors);
        });
        context.Reply.Add("n", deleted);
        errors.Write(context.Reply);
    }

    private static int Delete(WriteSession session, Collection? collection, ReadOnlyMemory<byte> bytes)
    {
        var delete = new Arguments(RawValue.Document(bytes), "delete.deletes", "");
        delete.RefuseCollation();
        var filter = FilterParser.Parse(delete.Document("q"));
        var limit = delete.Number("limit") ?? throw new CommandException(ErrorCode.Location40414, "BSON field 'delete.deletes.limit' is missing but a required field");
        var hint = delete.Take("hint");
        delete.Done();
        if (limit is not (0 or 1)) throw CommandException.FailedToParse($"The limit field in delete objects must be 0 or 1. Got {limit}");
        if (collection is null) return 0;
        var rows = FindQuery.Rows(session.File, collection, new Request(filter, Limit: limit == 1 ? 1 : null, Hint: hint));
        foreach (var (row, document) in rows) session.Tables.Delete(collection, row, document);
        return rows.Count;
    }
}
