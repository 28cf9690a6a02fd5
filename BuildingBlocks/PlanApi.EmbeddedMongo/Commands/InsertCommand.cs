namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>insert: one transaction with whatever else waits; a refused document is reported and, when ordered, ends the command.</summary>
internal static class InsertCommand
{
    public static void Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var (database, name) = (context.Database, arguments.Collection);
        var documents = arguments.Documents("documents");
        var ordered = arguments.Flag("ordered", otherwise: true);
        arguments.Accept("bypassDocumentValidation");
        arguments.Done();
        WriteLimits.Check(documents.Count);
        var now = context.Clock.GetUtcNow();
        var (inserted, errors) = context.Write(session =>
        {
            var collection = session.FindOrCreate(database, name);
            var errors = new WriteErrors();
            var inserted = 0;
            for (var i = 0; i < documents.Count; i++)
            {
                try
                {
                    context.Deadline?.Check();
                    session.Tables.Insert(collection, StoredDocument.Prepare(documents[i], now).Span);
                    inserted++;
                }
                catch (CommandException refusal)
                {
                    errors.Add(i, refusal);
                    if (ordered) break;
                }
            }
            return (inserted, errors);
        });
        context.Reply.Add("n", inserted);
        errors.Write(context.Reply);
    }
}

/// <summary>How many writes one command may carry.</summary>
internal static class WriteLimits
{
    public static void Check(int count)
    {
        if (count is 0 or > 100_000) throw new CommandException(ErrorCode.InvalidLength, $"Write batch sizes must be between 1 and 100000. Got {count} operations.");
    }
}
