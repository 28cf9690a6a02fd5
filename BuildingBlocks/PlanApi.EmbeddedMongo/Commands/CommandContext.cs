using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>What a command runs with.</summary>
internal sealed record CommandContext(Arguments Arguments, ConnectionState Connection, Store Store, CursorTable Cursors, TimeProvider Clock, ReplyBuilder Reply)
{
    public string Database => Arguments.Database;

    /// <summary>When the command gives up; null when it says nothing of that.</summary>
    public Deadline? Deadline { get; init; }

    /// <summary>Runs a write, unless its time was over before its turn came.</summary>
    public T Write<T>(Func<WriteSession, T> write) => Store.Writer.Run(session =>
    {
        Deadline?.Check();
        return write(session);
    });
}

/// <summary>A command: reads its arguments, does its work, writes the fields of its reply.</summary>
internal delegate void CommandHandler(CommandContext context);
