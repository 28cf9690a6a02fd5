using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Security;
using PlanApi.EmbeddedMongo.Values;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>saslStart and saslContinue: SCRAM-SHA-256 only. Every refusal is the same error 18, after which the sign-in starts anew.</summary>
internal static class SaslCommands
{
    public const string Mechanism = "SCRAM-SHA-256";

    public static void Start(CommandContext context)
    {
        var arguments = context.Arguments;
        if (arguments.Text("mechanism") != Mechanism) throw Failed();
        var payload = arguments.Take("payload");
        var options = arguments.Document("options");
        arguments.Accept("autoAuthorize", "db");
        arguments.Done();
        context.Reply.Add(Begin(context.Connection, payload, options) ?? throw Failed());
    }

    /// <summary>A sign-in that came with the first hello, to save a round trip; null leaves it to saslStart.</summary>
    public static BsonDocument? TryStart(ConnectionState connection, RawValue request) =>
        request["mechanism"] is { IsString: true } mechanism && mechanism.Text == Mechanism ? Begin(connection, request["payload"], request["options"]) : null;

    private static BsonDocument? Begin(ConnectionState connection, RawValue payload, RawValue options)
    {
        if (payload.Type != BsonType.Binary) return null;
        var skip = options.IsDocument && options["skipEmptyExchange"] is { Type: BsonType.Boolean } flag && flag.View.Boolean;
        var conversation = new ScramConversation(connection.Credential) { SkipEmptyExchange = skip };
        if (conversation.Start(payload.View.Bytes[5..]) is not { } challenge) return null;
        connection.Conversation = conversation;
        return Step(challenge, done: false);
    }

    public static void Continue(CommandContext context)
    {
        var arguments = context.Arguments;
        arguments.Accept("conversationId");
        var payload = arguments.Take("payload");
        arguments.Done();
        var connection = context.Connection;
        if (connection.Conversation is not { } conversation || payload.Type != BsonType.Binary) throw Failed();
        if (conversation.Proven)
        {
            // The empty exchange after the server's proof.
            Finish(connection);
            context.Reply.Add(Step([], done: true));
            return;
        }
        if (conversation.Prove(payload.View.Bytes[5..]) is not { } proof)
        {
            connection.Conversation = null;
            throw Failed();
        }
        if (conversation.SkipEmptyExchange) Finish(connection);
        context.Reply.Add(Step(proof, done: conversation.SkipEmptyExchange));
    }

    /// <summary>The connection is a stranger's again. Its user belongs to the database admin: any other has nobody to sign out.</summary>
    public static void Logout(CommandContext context)
    {
        context.Arguments.Done();
        if (context.Database == "admin") context.Connection.SignedIn = false;
    }

    private static void Finish(ConnectionState connection)
    {
        connection.SignedIn = true;
        connection.Conversation = null;
    }

    private static BsonDocument Step(byte[] payload, bool done) =>
        new() { { "conversationId", 1 }, { "done", done }, { "payload", payload } };

    private static CommandException Failed() => new(ErrorCode.AuthenticationFailed, "Authentication failed.");
}
