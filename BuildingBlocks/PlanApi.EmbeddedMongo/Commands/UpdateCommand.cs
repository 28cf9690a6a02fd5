using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Query.Updates;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>update: each statement finds its documents and changes them in the writer's transaction, so that nothing comes between.</summary>
internal static class UpdateCommand
{
    /// <summary>A statement as it came: a wrong shape refuses the whole command, a wrong filter or update only the statement.</summary>
    public sealed record Statement(RawValue Query, RawValue Update, RawValue ArrayFilters, bool Multi, bool Upsert, RawValue Hint)
    {
        public Request Ask(Filter filter, Deadline? deadline = null) => new(filter, Limit: Multi ? null : 1, Hint: Hint, Deadline: deadline);
    }

    private sealed record Outcome(int Matched, int Modified, BsonValue? UpsertedId);

    public static void Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var (database, name) = (context.Database, arguments.Collection);
        var updates = arguments.Documents("updates").ConvertAll(Read);
        var ordered = arguments.Flag("ordered", otherwise: true);
        var scope = new Scope(context.Clock.GetUtcNow(), arguments.Document("let"));
        arguments.Accept("bypassDocumentValidation");
        arguments.Done();
        WriteLimits.Check(updates.Count);
        var (outcomes, errors) = context.Write(session =>
        {
            var errors = new WriteErrors();
            var outcomes = new List<(int Index, Outcome Outcome)>();
            for (var i = 0; i < updates.Count; i++)
            {
                try
                {
                    outcomes.Add((i, Apply(session, database, name, updates[i], scope, context.Deadline)));
                }
                catch (CommandException refusal)
                {
                    errors.Add(i, refusal);
                    if (ordered) break;
                }
            }
            return (outcomes, errors);
        });
        var upserted = new BsonArray(outcomes.Where(o => o.Outcome.UpsertedId is not null).Select(o => new BsonDocument { { "index", o.Index }, { "_id", o.Outcome.UpsertedId } }));
        context.Reply.Add("n", outcomes.Sum(o => o.Outcome.Matched) + upserted.Count).Add("nModified", outcomes.Sum(o => o.Outcome.Modified));
        if (upserted.Count > 0) context.Reply.Add("upserted", upserted);
        errors.Write(context.Reply);
    }

    public static Statement Read(ReadOnlyMemory<byte> bytes)
    {
        var update = new Arguments(RawValue.Document(bytes), "update.updates", "");
        update.RefuseCollation();
        var change = update.Required("u", update.Take("u"));
        if (!change.IsDocument && !change.IsArray) throw CommandException.FailedToParse("Update argument must be either an object or an array");
        var statement = new Statement(update.Required("q", update.Document("q")), change, update.Array("arrayFilters"), update.Flag("multi"), update.Flag("upsert"), update.Hint());
        update.Done();
        return statement;
    }

    private static Outcome Apply(WriteSession session, string database, string name, Statement statement, Scope scope, Deadline? deadline)
    {
        var filter = FilterParser.Parse(statement.Query, statement.Upsert ? null : scope);
        var update = UpdateSpec.Parse(statement.Update, statement.ArrayFilters, scope);
        if (statement.Multi && update.IsReplacement) throw CommandException.FailedToParse("multi update is not supported for replacement-style update");
        var collection = session.Catalog.Find(database, name);
        var (matched, modified) = (0, 0);
        if (collection is not null)
        {
            foreach (var (row, document) in FindQuery.ToChange(session.File, collection, statement.Ask(filter, deadline)))
            {
                matched++;
                if (Change(session, collection, row, document, filter, update, scope.Now) is not null) modified++;
            }
        }
        if (matched > 0 || !statement.Upsert) return new Outcome(matched, modified, null);
        var made = Upsert.Make(filter, update, scope.Now);
        session.Tables.Insert(session.FindOrCreate(database, name), StoredDocument.Prepare(made));
        return new Outcome(0, 0, made["_id"]);
    }

    /// <summary>Applies an update to one document; returns its new bytes, or null when nothing changed.</summary>
    public static byte[]? Change(WriteSession session, Collection collection, long row, byte[] document, Filter filter, UpdateSpec update, DateTimeOffset now)
    {
        MatchedPosition? position = null;
        if (update.NeedsPosition) filter.Matches(document, position = new MatchedPosition());
        var after = StoredDocument.Prepare(update.Apply(RawValue.ToBson(document), position?.Index, inserting: false, now));
        if (after.AsSpan().SequenceEqual(document)) return null;
        session.Tables.Replace(collection, row, document, after);
        return after;
    }
}
