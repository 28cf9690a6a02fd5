namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>A command that the server knows.</summary>
/// <param name="Handler">Does it.</param>
/// <param name="NeedsSignIn">Whether strangers are refused.</param>
/// <param name="NeedsStore">Whether it is refused when the store has stopped.</param>
internal sealed record Command(CommandHandler Handler, bool NeedsSignIn = true, bool NeedsStore = true);

/// <summary>All commands by name. Whatever is not here is refused with error 59.</summary>
internal static class CommandTable
{
    public static readonly IReadOnlyDictionary<string, Command> Commands = new Dictionary<string, Command>
    {
        ["hello"] = new(HelloCommand.Run, NeedsSignIn: false, NeedsStore: false),
        ["isMaster"] = new(HelloCommand.Run, NeedsSignIn: false, NeedsStore: false),
        ["ismaster"] = new(HelloCommand.Run, NeedsSignIn: false, NeedsStore: false),
        ["saslStart"] = new(SaslCommands.Start, NeedsSignIn: false, NeedsStore: false),
        ["saslContinue"] = new(SaslCommands.Continue, NeedsSignIn: false, NeedsStore: false),
        ["ping"] = new(HelloCommand.Ok, NeedsSignIn: false),
        ["buildInfo"] = new(HelloCommand.BuildInfo, NeedsSignIn: false, NeedsStore: false),
        ["buildinfo"] = new(HelloCommand.BuildInfo, NeedsSignIn: false, NeedsStore: false),
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
