using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>hello, isMaster: a standalone server of wire version 21 (MongoDB 7.0). Sessions change nothing on one server without transactions; drivers that hear of them need not make an id for each command.</summary>
internal static class HelloCommand
{
    public const int MaxWireVersion = 21;
    public const string Version = "7.0.0";

    public static void Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var mechanisms = arguments.Text("saslSupportedMechs");
        var speculative = arguments.Document("speculativeAuthenticate");
        // The rest of a hello are offers (compression, back pressure, streaming): what is not taken up is not confirmed in the reply.
        var reply = context.Reply;
        reply.Add("helloOk", BsonBoolean.True)
            .Add(arguments.Command == "hello" ? "isWritablePrimary" : "ismaster", BsonBoolean.True)
            .Add("maxBsonObjectSize", Storage.TableWriter.MaxDocumentSize)
            .Add("maxMessageSizeBytes", Wire.WireMessage.MaxSize)
            .Add("maxWriteBatchSize", 100_000)
            .Add("localTime", new BsonDateTime(context.Clock.GetUtcNow().UtcDateTime))
            .Add("logicalSessionTimeoutMinutes", 30)
            .Add("connectionId", context.Connection.Id)
            .Add("minWireVersion", 0)
            .Add("maxWireVersion", MaxWireVersion)
            .Add("readOnly", BsonBoolean.False);
        if (mechanisms == $"admin.{context.Connection.Credential.User}") reply.Add("saslSupportedMechs", new BsonArray { SaslCommands.Mechanism });
        if (!speculative.IsMissing && SaslCommands.TryStart(context.Connection, speculative) is { } started) reply.Add("speculativeAuthenticate", started);
    }

    public static void BuildInfo(CommandContext context)
    {
        context.Arguments.Done();
        context.Reply.Add("version", Version).Add("versionArray", new BsonArray { 7, 0, 0, 0 }).Add("gitVersion", "embedded").Add("modules", new BsonArray())
            .Add("bits", 64).Add("debug", BsonBoolean.False).Add("maxBsonObjectSize", Storage.TableWriter.MaxDocumentSize).Add("storageEngines", new BsonArray { "sqlite" });
    }

    /// <summary>Commands that are answered by "ok" alone: ping, endSessions and the like.</summary>
    public static void Ok(CommandContext context) => context.Arguments.Done();

    public static void ConnectionStatus(CommandContext context)
    {
        context.Arguments.Accept("showPrivileges");
        context.Arguments.Done();
        var users = context.Connection.SignedIn ? new BsonArray { new BsonDocument { { "user", context.Connection.Credential.User }, { "db", "admin" } } } : [];
        context.Reply.Add("authInfo", new BsonDocument { { "authenticatedUsers", users }, { "authenticatedUserRoles", new BsonArray() } });
    }
}
