using System.Collections.Concurrent;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>
/// The one thread that writes. Writes that wait together are done in one transaction, and each is answered after the commit
/// whose fsync covers it. When SQLite fails (disk full, damage) nothing is acknowledged and the store refuses to go on.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int MaxGroup = 512;
    private static readonly TimeSpan MaxGroupTime = TimeSpan.FromMilliseconds(20), Pause = TimeSpan.FromMilliseconds(50);

    private readonly BlockingCollection<Job> _queue = new(4096);
    private readonly SqliteFile _file;
    private readonly WriteSession _session;
    private readonly Readers _readers;
    private readonly Action<Catalog> _publish;
    private readonly Action<Exception> _unexpected;
    private readonly Thread _thread;
    private Catalog _committed;
    private bool _hasLog = true;
    private volatile SqliteException? _failure;

    public Writer(SqliteFile file, Catalog catalog, Readers readers, Action<Catalog> publish, Action<Exception> unexpected)
    {
        _file = file;
        _committed = catalog;
        _readers = readers;
        _publish = publish;
        _unexpected = unexpected;
        _session = new WriteSession(file, catalog);
        _thread = new Thread(Loop) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    /// <summary>Runs a write in the writer's transaction; returns when it is on disk, or throws the write's own refusal.</summary>
    public T Run<T>(Func<WriteSession, T> write)
    {
        ThrowIfFailed();
        var job = new Job<T>(write);
        try
        {
            _queue.Add(job);
        }
        catch (InvalidOperationException)
        {
            throw new CommandException(ErrorCode.ShutdownInProgress, "The store is shutting down");
        }
        return job.Wait();
    }

    /// <summary>Stops the store: every later command is refused.</summary>
    public void Fail(SqliteException failure) => _failure ??= failure;

    public void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw Refusal(failure, "The store stopped after a failure");
    }

    private static CommandException Refusal(Exception e, string what) =>
        e as CommandException ?? new CommandException(e is SqliteException { DiskIsFull: true } ? ErrorCode.OutOfDiskSpace : ErrorCode.InternalError, $"{what}: {(e is SqliteException ? e.Message : e.GetType().Name)}");

    private void Loop()
    {
        while (Next() is { } first)
        {
            _hasLog = true;
            var group = new List<Job>();
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            if (Commit(group, Group(first, group, started)) is not { } failure) continue;
            // One write's fault must not fail the others that happened to wait with it: each is done again by itself.
            foreach (var job in group)
            {
                var own = group.Count == 1 ? failure : Commit([], [job]);
                if (own is not null) job.Fail(own);
            }
        }
    }

    /// <summary>The next write, null at the end. In a pause the log is emptied into the file, from which readers read without copying.</summary>
    private Job? Next()
    {
        while (!_queue.IsCompleted)
        {
            if (_queue.TryTake(out var job, _hasLog ? Pause : Timeout.InfiniteTimeSpan)) return job;
            if (_hasLog) EmptyLog();
        }
        return null;
    }

    private void EmptyLog()
    {
        try
        {
            _readers.LetGo();
            // Passive: waits for no reader. One that needs what is in the log leaves the rest of it for the next pause.
            using var checkpoint = _file.Rent("PRAGMA wal_checkpoint(PASSIVE)");
            checkpoint.Step();
            _hasLog = checkpoint.Long(1) != checkpoint.Long(2);
        }
        catch (SqliteException e)
        {
            // Told once: what may pass is tried again after the next write.
            _hasLog = false;
            _unexpected(e);
            if (e.IsFatal) Fail(e);
        }
    }

    /// <summary>The first write, then whatever else waits by the time it is done.</summary>
    private IEnumerable<Job> Group(Job first, List<Job> group, long started)
    {
        yield return first;
        while (group.Count < MaxGroup && System.Diagnostics.Stopwatch.GetElapsedTime(started) < MaxGroupTime && _queue.TryTake(out var next)) yield return next;
    }

    /// <summary>Does writes in one transaction and acknowledges them after its commit; or undoes all and returns why.</summary>
    private Exception? Commit(List<Job> group, IEnumerable<Job> jobs)
    {
        _readers.Writing();
        try
        {
            foreach (var job in jobs)
            {
                group.Add(job);
                if (group.Count == 1)
                {
                    ThrowIfFailed();
                    _file.Execute("BEGIN IMMEDIATE");
                }
                job.Run(_session);
            }
            _session.StoreArrays();
            _session.NumberCatalog(_committed);
            _file.Execute("COMMIT");
        }
        catch (Exception e)
        {
            if (e is not CommandException) _unexpected(e);
            Undo(e);
            _readers.Written();
            return e;
        }
        _committed = _session.Catalog;
        _publish(_committed);
        // Before anybody is answered: who then reads may stay on what is committed.
        _readers.Written();
        foreach (var job in group) job.Acknowledge();
        return null;
    }

    private void Undo(Exception e)
    {
        if (e is SqliteException { IsFatal: true } failure) _failure = failure;
        try
        {
            _session.RolledBack(_committed);
            if (_file.InTransaction) _file.Execute("ROLLBACK");
        }
        catch (SqliteException again)
        {
            _failure ??= again;
        }
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _file.Dispose();
        _queue.Dispose();
    }

    private abstract class Job
    {
        /// <summary>Does the write; a refusal (<see cref="CommandException"/>) is this job's answer and the group goes on.</summary>
        public abstract void Run(WriteSession session);
        public abstract void Acknowledge();
        public abstract void Fail(Exception e);
    }

    private sealed class Job<T>(Func<WriteSession, T> write) : Job
    {
        private bool _done;
        private CommandException? _refusal;
        private T? _result;

        /// <summary>Blocks the caller's thread, which is a connection's own: no pool thread is held or needed.</summary>
        public T Wait()
        {
            lock (this)
                while (!_done) Monitor.Wait(this);
            return _refusal is null ? _result! : throw _refusal;
        }

        public override void Run(WriteSession session)
        {
            _refusal = null;
            try
            {
                _result = write(session);
            }
            catch (CommandException refusal)
            {
                _refusal = refusal;
            }
        }

        public override void Acknowledge()
        {
            lock (this)
            {
                _done = true;
                Monitor.Pulse(this);
            }
        }

        public override void Fail(Exception e)
        {
            _refusal = Refusal(e, "The write failed and was undone");
            Acknowledge();
        }
    }
}
