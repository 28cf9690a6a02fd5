using System.Collections.Concurrent;
using System.Security.Cryptography;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>An answer given in batches. Between batches it holds memory only: no connection, no snapshot.</summary>
internal sealed class Cursor(string ns, DocumentSource source, Deadline? deadline = null)
{
    private byte[]? _peeked;
    private int _inUse;

    public string Namespace => ns;
    public long LastUsed { get; set; }

    /// <summary>It is kept until it ends or is killed, however long nobody uses it.</summary>
    public bool NoTimeout { get; init; }

    /// <summary>False when somebody else uses it.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _inUse, 1) == 0;

    public void Free() => Volatile.Write(ref _inUse, 0);

    /// <summary>Writes the next batch; returns whether more may follow.</summary>
    public bool Fill(SqliteFile file, ReplyBuilder reply, long batchSize)
    {
        deadline?.Resume();
        try
        {
            var count = 0;
            while (_peeked is not null || count < batchSize && source.Next(file))
            {
                if (count >= batchSize) return true;
                var document = _peeked ?? source.Document;
                if (count > 0 && reply.Length + document.Length > TableWriter.MaxDocumentSize)
                {
                    _peeked ??= document.ToArray();
                    return true;
                }
                reply.Add(count++, document);
                _peeked = null;
            }
            if (count < batchSize) return false;
            // One look ahead saves the client a round trip for an empty batch.
            if (batchSize > 0 && !source.Next(file)) return false;
            if (batchSize > 0) _peeked = source.Document.ToArray();
            return true;
        }
        finally
        {
            source.Suspend();
            deadline?.Pause();
        }
    }
}

/// <summary>The open cursors. One that is not used for ten minutes is forgotten.</summary>
internal sealed class CursorTable(TimeProvider clock)
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<long, Cursor> _open = new();

    /// <summary>Writes <c>cursor: {firstBatch, id, ns}</c> and keeps the cursor if more may follow.</summary>
    public void First(Cursor cursor, SqliteFile file, ReplyBuilder reply, long batchSize, bool single = false)
    {
        reply.Open(BsonType.Document, "cursor").Open(BsonType.Array, "firstBatch");
        var more = cursor.Fill(file, reply, batchSize) && !single;
        reply.Close();
        var id = 0L;
        if (more)
        {
            id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue | 1;
            cursor.LastUsed = clock.GetTimestamp();
            _open[id] = cursor;
        }
        reply.Add("id", id).Add("ns", cursor.Namespace).Close();
    }

    /// <summary>The cursor, for the caller alone until it is given back or killed.</summary>
    /// <exception cref="CommandException">There is none (43), or somebody else uses it (12051).</exception>
    public Cursor Take(long id)
    {
        if (!_open.TryGetValue(id, out var cursor)) throw new CommandException(ErrorCode.CursorNotFound, $"cursor id {id} not found");
        return cursor.TryUse() ? cursor : throw new CommandException(ErrorCode.CursorInUse, $"cursor id {id} is already in use");
    }

    /// <summary>Gives a cursor back.</summary>
    /// <exception cref="CommandException">It was killed while it was used (237).</exception>
    public void GiveBack(long id, Cursor cursor)
    {
        cursor.LastUsed = clock.GetTimestamp();
        cursor.Free();
        if (!_open.ContainsKey(id)) throw new CommandException(ErrorCode.CursorKilled, $"cursor id {id} was killed");
    }

    /// <summary>Ends a cursor, also one that somebody uses.</summary>
    public bool Kill(long id) => _open.TryRemove(id, out _);

    public void ForgetIdle()
    {
        foreach (var (id, cursor) in _open)
        {
            if (!IsIdle(cursor) || !cursor.TryUse()) continue;
            // Somebody may have used it just before it was taken.
            if (IsIdle(cursor)) Kill(id);
            else cursor.Free();
        }
    }

    private bool IsIdle(Cursor cursor) => !cursor.NoTimeout && clock.GetElapsedTime(cursor.LastUsed) > IdleTime;
}
