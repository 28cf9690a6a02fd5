using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>delete: each statement takes away one document (limit 1) or all that match (limit 0).</summary>
internal static class DeleteCommand
{
    public sealed record Statement(RawValue Query, bool OnlyOne, RawValue Hint)
    {
        public Request Ask(Filter filter, Deadline? deadline = null) => new(filter, Limit: OnlyOne ? 1 : null, Hint: Hint, Deadline: deadline);
    }

    public static void Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var (database, name) = (context.Database, arguments.Collection);
        var deletes = arguments.Documents("deletes").ConvertAll(Read);
        var ordered = arguments.Flag("ordered", otherwise: true);
        var scope = new Scope(context.Clock.GetUtcNow(), arguments.Document("let"));
        arguments.Done();
        WriteLimits.Check(deletes.Count);
        var (deleted, errors) = context.Write(session =>
        {
            var errors = new WriteErrors();
            var deleted = 0;
            for (var i = 0; i < deletes.Count; i++)
            {
                try
                {
                    deleted += Delete(session, session.Catalog.Find(database, name), deletes[i], scope, context.Deadline);
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

    public static Statement Read(ReadOnlyMemory<byte> bytes)
    {
        var delete = new Arguments(RawValue.Document(bytes), "delete.deletes", "");
        delete.RefuseCollation();
        var query = delete.Required("q", delete.Document("q"));
        var limit = delete.Required("limit", delete.Take("limit")).View.ToDouble();
        if (limit is not (0 or 1)) throw CommandException.FailedToParse($"The limit field in delete objects must be 0 or 1. Got {limit}");
        var statement = new Statement(query, limit == 1, delete.Hint());
        delete.Done();
        return statement;
    }

    private static int Delete(WriteSession session, Collection? collection, Statement statement, Scope scope, Deadline? deadline)
    {
        var filter = FilterParser.Parse(statement.Query, scope);
        if (collection is null) return 0;
        var deleted = 0;
        foreach (var (row, document) in FindQuery.ToChange(session.File, collection, statement.Ask(filter, deadline)))
        {
            session.Tables.Delete(collection, row, document);
            deleted++;
        }
        return deleted;
    }
}
