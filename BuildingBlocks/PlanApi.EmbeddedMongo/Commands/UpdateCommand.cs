using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Query.Updates;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>update: each statement finds its documents and changes them in the writer's transaction, so that nothing comes between.</summary>
internal static class UpdateCommand
{
    private sealed record Statement(Filter Filter, UpdateSpec Update, bool Multi, bool Upsert, RawValue Hint);

    private sealed record Outcome(int Matched, int Modified, BsonValue? UpsertedId);

    public static void Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var (database, name) = (context.Database, arguments.Collection);
        var updates = arguments.Documents("updates");
        var ordered = arguments.Flag("ordered", otherwise: true);
        arguments.Accept("bypassDocumentValidation");
        arguments.Done();
        WriteLimits.Check(updates.Count);
        var now = context.Clock.GetUtcNow();
        var (outcomes, errors) = context.Store.Writer.Run(session =>
        {
            var errors = new WriteErrors();
            var outcomes = new List<(int Index, Outcome Outcome)>();
            for (var i = 0; i < updates.Count; i++)
            {
                try
                {
                    outcomes.Add((i, Apply(session, database, name, Parse(updates[i]), now)));
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

    private static Statement Parse(ReadOnlyMemory<byte> bytes)
    {
        var update = new Arguments(RawValue.Document(bytes), "update.updates", "");
        update.RefuseCollation();
        var statement = new Statement(
            FilterParser.Parse(update.Document("q")),
            UpdateSpec.Parse(update.Take("u"), update.Array("arrayFilters")),
            update.Flag("multi"), update.Flag("upsert"), update.Take("hint"));
        update.Done();
        if (statement is { Multi: true, Update.IsReplacement: true }) throw CommandException.FailedToParse("multi update is not supported for replacement-style update");
        return statement;
    }

    private static Outcome Apply(WriteSession session, string database, string name, Statement statement, DateTimeOffset now)
    {
        var collection = session.Catalog.Find(database, name);
        var rows = collection is null ? [] : FindQuery.Rows(session.File, collection, new Request(statement.Filter, Limit: statement.Multi ? null : 1, Hint: statement.Hint));
        if (rows.Count == 0 && statement.Upsert)
        {
            var made = Upsert.Make(statement.Filter, statement.Update, now);
            session.Tables.Insert(session.FindOrCreate(database, name), StoredDocument.Prepare(made));
            return new Outcome(0, 0, made["_id"]);
        }
        var modified = 0;
        foreach (var (row, document) in rows)
            if (Change(session, collection!, row, document, statement.Filter, statement.Update, now) is not null) modified++;
        return new Outcome(rows.Count, modified, null);
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
