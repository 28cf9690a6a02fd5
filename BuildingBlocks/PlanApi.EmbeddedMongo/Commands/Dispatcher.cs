using System.Buffers;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>Finds the command of a message, checks who asks and what every command may carry, runs it, and turns refusals into MongoDB's error replies.</summary>
internal sealed class Dispatcher(Store store, CursorTable cursors, TimeProvider clock, Action<Exception> unexpected)
{
    private static readonly SearchValues<char> NotInDatabaseNames = SearchValues.Create("/\\. \"$\0");

    public void Run(WireMessage message, ConnectionState connection, ReplyBuilder reply)
    {
        try
        {
            var arguments = new Arguments(message);
            if (!CommandTable.Commands.TryGetValue(arguments.Command, out var command))
                throw new CommandException(ErrorCode.CommandNotFound, $"no such command: '{arguments.Command}'");
            if (message.IsQuery && command.NeedsSignIn) throw new ProtocolException("OP_QUERY is for the first hello and the sign-in only");
            if (command.NeedsSignIn && !connection.SignedIn) throw new CommandException(ErrorCode.Unauthorized, $"Command {arguments.Command} requires authentication");
            if (command.NeedsStore) store.Writer.ThrowIfFailed();
            TakeCommon(arguments, message.IsQuery);
            command.Handler(new CommandContext(arguments, connection, store, cursors, clock, reply) { Deadline = arguments.TimeLimit(clock) });
            reply.Add("ok", 1.0);
        }
        catch (CommandException refusal)
        {
            Refuse(reply, refusal);
        }
        catch (SqliteException e) when (e.TableIsGone)
        {
            Refuse(reply, new CommandException(ErrorCode.QueryPlanKilled, "The collection or index was dropped"));
        }
        catch (SqliteException e) when (e.IsFatal)
        {
            unexpected(e);
            store.Writer.Fail(e);
            Refuse(reply, new CommandException(ErrorCode.InternalError, "The store stopped: its files are damaged or cannot be read"));
        }
        catch (Exception e) when (e is not ProtocolException)
        {
            unexpected(e);
            Refuse(reply, new CommandException(ErrorCode.InternalError, $"The command failed: {e.GetType().Name}"));
        }
    }

    /// <summary>What any command may carry. The store is one server: concerns that need more, and transactions, are refused.</summary>
    private static void TakeCommon(Arguments arguments, bool isQuery)
    {
        var database = arguments.Text("$db") ?? (isQuery ? "admin" : throw new CommandException(ErrorCode.Location40414, "OP_MSG requests require a $db argument"));
        if (database.Length is 0 or > 63 || database.AsSpan().IndexOfAny(NotInDatabaseNames) >= 0) throw new CommandException(ErrorCode.InvalidNamespace, $"Invalid database name: '{database}'");
        arguments.Database = database;
        arguments.Accept("lsid", "$readPreference", "$clusterTime", "comment");
        if (!arguments.Take("txnNumber").IsMissing || !arguments.Take("startTransaction").IsMissing || !arguments.Take("autocommit").IsMissing)
            throw new CommandException(ErrorCode.IllegalOperation, "Transaction numbers are only allowed on a replica set member or mongos");
        CheckApi(arguments);
        Concerns.Take(arguments);
    }

    /// <summary>The stable API, version 1. Commands and fields that are not in it are not told apart here, so that being strict about them is refused; none of it is deprecated.</summary>
    private static void CheckApi(Arguments arguments)
    {
        var version = arguments.Text("apiVersion");
        if (version is not (null or "1")) throw new CommandException(ErrorCode.APIVersionError, "API version must be \"1\"");
        if (version is null && (arguments.Has("apiStrict") || arguments.Has("apiDeprecationErrors")))
            throw new CommandException(ErrorCode.Location4886600, "Provided apiStrict and/or apiDeprecationErrors without passing apiVersion");
        if (arguments.Flag("apiStrict")) throw CommandException.NotImplemented("apiStrict");
        arguments.Flag("apiDeprecationErrors");
    }

    private static void Refuse(ReplyBuilder reply, CommandException refusal)
    {
        reply.Clear();
        reply.Add("ok", 0.0).Add("errmsg", refusal.Message).Add("code", (int)refusal.Code).Add("codeName", refusal.Code.ToString());
        if (refusal.Details is { } details) reply.Add(details);
    }
}
