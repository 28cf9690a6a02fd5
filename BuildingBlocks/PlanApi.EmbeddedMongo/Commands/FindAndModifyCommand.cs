using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Query.Projections;
using PlanApi.EmbeddedMongo.Query.Updates;
using PlanApi.EmbeddedMongo.Storage;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>findAndModify: changes or removes the first document in an order and returns it, before or after.</summary>
internal static class FindAndModifyCommand
{
    /// <summary>The command's parsed arguments; explain uses them too.</summary>
    public sealed record Plan(Request Request, UpdateSpec? Update, bool Upsert, bool New, Projection? Projection);

    private sealed record Outcome(byte[]? Value, bool Found, BsonValue? UpsertedId);

    public static Plan Parse(Arguments arguments, DateTimeOffset now)
    {
        arguments.RefuseCollation();
        var remove = arguments.Flag("remove");
        var update = arguments.Take("update");
        var arrayFilters = arguments.Array("arrayFilters");
        var upsert = arguments.Flag("upsert");
        var scope = new Scope(now, arguments.Document("let"));
        var plan = new Plan(
            new Request(FilterParser.Parse(arguments.Document("query"), upsert ? null : scope), SortOrder.Parse(arguments.Document("sort")), 1, arguments.Hint()),
            update.IsMissing ? null : UpdateSpec.Parse(update, arrayFilters, scope),
            upsert, arguments.Flag("new"), Projection.Parse(arguments.Document("fields"), scope));
        arguments.Accept("bypassDocumentValidation");
        arguments.Done();
        if (remove == (plan.Update is not null)) throw CommandException.FailedToParse(remove ? "Cannot specify both an update and remove=true" : "Either an update or remove=true must be specified");
        if (remove && plan.Upsert) throw CommandException.FailedToParse("Cannot specify both upsert=true and remove=true ");
        if (remove && plan.New) throw CommandException.FailedToParse("Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
        return plan;
    }

    public static void Run(CommandContext context)
    {
        var (database, name) = (context.Database, context.Arguments.Collection);
        var now = context.Clock.GetUtcNow();
        var plan = Parse(context.Arguments, now);
        plan = plan with { Request = plan.Request with { Deadline = context.Deadline } };
        var outcome = context.Write(session => Apply(session, database, name, plan, now));
        Reply(context, outcome, plan);
    }

    private static void Reply(CommandContext context, Outcome outcome, Plan plan)
    {
        var last = new BsonDocument("n", outcome.Found || outcome.UpsertedId is not null ? 1 : 0);
        if (plan.Update is not null) last.Add("updatedExisting", outcome.Found);
        if (outcome.UpsertedId is not null) last.Add("upserted", outcome.UpsertedId);
        context.Reply.Add("lastErrorObject", last);
        if (outcome.Value is null) context.Reply.Add("value", BsonNull.Value);
        else context.Reply.Add("value", plan.Projection is null ? outcome.Value : plan.Projection.Apply(outcome.Value, plan.Request.Filter));
    }

    private static Outcome Apply(WriteSession session, string database, string name, Plan plan, DateTimeOffset now)
    {
        var collection = session.Catalog.Find(database, name);
        var found = collection is null ? null : FindQuery.First(session.File, collection, plan.Request);
        if (found is not var (row, document))
        {
            if (plan.Update is null || !plan.Upsert) return new Outcome(null, false, null);
            var made = Upsert.Make(plan.Request.Filter, plan.Update, now);
            var bytes = StoredDocument.Prepare(made);
            session.Tables.Insert(session.FindOrCreate(database, name), bytes);
            return new Outcome(plan.New ? bytes : null, false, made["_id"]);
        }
        if (plan.Update is null)
        {
            session.Tables.Delete(collection!, row, document);
            return new Outcome(document, true, null);
        }
        var after = UpdateCommand.Change(session, collection!, row, document, plan.Request.Filter, plan.Update, now);
        return new Outcome(plan.New ? after ?? document : document, true, null);
    }
}
