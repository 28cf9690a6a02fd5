namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>A command that the server knows.</summary>
internal sealed record Command(CommandHandler Handler, bool NeedsSignIn = true);

/// <summary>All commands by name. Whatever is not here is refused with error 59.</summary>
internal static class CommandTable
{
    public static readonly IReadOnlyDictionary<string, Command> Commands = new Dictionary<string, Command>
    {
        ["hello"] = new(HelloCommand.Run, NeedsSignIn: false),
        ["isMaster"] = new(HelloCommand.Run, NeedsSignIn: false),
        ["ismaster"] = new(HelloCommand.Run, NeedsSignIn: false),
        ["saslStart"] = new(SaslCommands.Start, NeedsSignIn: false),
        ["saslContinue"] = new(SaslCommands.Continue, NeedsSignIn: false),
        ["ping"] = new(HelloCommand.Ok, NeedsSignIn: false),
        ["buildInfo"] = new(HelloCommand.BuildInfo, NeedsSignIn: false),
        ["buildinfo"] = new(HelloCommand.BuildInfo, NeedsSignIn: false),
        ["connectionStatus"] = new(HelloCommand.ConnectionStatus, NeedsSignIn: false),
        ["endSessions"] = new(HelloCommand.Ok),
        ["logout"] = new(SaslCommands.Logout),

        ["find"] = new(FindCommand.Run),
        ["getMore"] = new(FindCommand.GetMore),
        ["killCursors"] = new(FindCommand.KillCursors),
        ["count"] = new(CountCommand.Run),
        ["distinct"] = new(DistinctCommand.Run),
        ["aggregate"] = new(AggregateCommand.Run),
        ["explain"] = new(ExplainCommand.Run),

        ["insert"] = new(InsertCommand.Run),
        ["update"] = new(UpdateCommand.Run),
        ["delete"] = new(DeleteCommand.Run),
        ["findAndModify"] = new(FindAndModifyCommand.Run),
        ["findandmodify"] = new(FindAndModifyCommand.Run),

        ["create"] = new(CollectionCommands.Create),
        ["drop"] = new(CollectionCommands.Drop),
        ["dropDatabase"] = new(CollectionCommands.DropDatabase),
        ["listCollections"] = new(CollectionCommands.List),
        ["listDatabases"] = new(CollectionCommands.ListDatabases),
        ["createIndexes"] = new(IndexCommands.Create),
        ["dropIndexes"] = new(IndexCommands.Drop),
        ["deleteIndexes"] = new(IndexCommands.Drop),
        ["listIndexes"] = new(IndexCommands.List),

        ["collStats"] = new(StatisticsCommands.Collection),
        ["dbStats"] = new(StatisticsCommands.Database),
        ["serverStatus"] = new(StatisticsCommands.Server)
    };
}
