using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>Every 30 seconds: deletes what TTL indexes say has expired, and forgets idle cursors.</summary>
internal sealed class Sweeper : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>How many documents one transaction deletes, so that other writes come between.</summary>
    private const int Portion = 500;

    private readonly Store _store;
    private readonly CursorTable _cursors;
    private readonly TimeProvider _clock;
    private readonly Action<Exception> _unexpected;
    private readonly ITimer _timer;
    private int _sweeping;

    public Sweeper(Store store, CursorTable cursors, TimeProvider clock, Action<Exception> unexpected)
    {
        (_store, _cursors, _clock, _unexpected) = (store, cursors, clock, unexpected);
        _timer = clock.CreateTimer(_ => Sweep(), null, Interval, Interval);
    }

    private void Sweep()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) == 1) return;
        try
        {
            _cursors.ForgetIdle();
            foreach (var collection in _store.Catalog.Collections.Values)
                foreach (var index in collection.Indexes.Where(i => i.ExpireAfterSeconds is not null))
                    while (_store.Writer.Run(session => Expire(session, collection, index)) == Portion) { }
        }
        catch (Exception e)
        {
            // A sweep that fails is tried again by the next.
            if (e is not CommandException { Code: ErrorCode.ShutdownInProgress }) _unexpected(e);
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }

    /// <summary>Deletes documents whose date is past: of an array the earliest counts, and what is no date never expires.</summary>
    private int Expire(WriteSession session, Collection collection, IndexDefinition index)
    {
        if (session.Catalog.Find(collection.Database, collection.Name) is not { } current || current.Index(index.Name)?.Id != index.Id) return 0;
        var limit = _clock.GetUtcNow().AddSeconds(-index.ExpireAfterSeconds!.Value).ToUnixTimeMilliseconds();
        var first = KeyEncoder.Encode(RawValue.From(new BsonDateTime(long.MinValue)).View);
        var last = KeyEncoder.Encode(RawValue.From(new BsonDateTime(limit)).View);
        if (index.Fields[0].Descending) (first, last) = (Inverted(last), Inverted(first));
        var expired = new Dictionary<long, byte[]>();
        using (var rows = session.File.Rent($"SELECT i.r, c.doc, c.sum FROM {index.Table} i LEFT JOIN {collection.Table} c ON c.rowid = i.r WHERE i.k >= ?1 AND i.k <= ?2 LIMIT {Portion}"))
        {
            rows.Bind(1, first).Bind(2, last);
            while (rows.Step()) expired[rows.Long(0)] = rows.Document(1).ToArray();
        }
        foreach (var (row, document) in expired) session.Tables.Delete(current, row, document);
        return expired.Count;
    }

    private static byte[] Inverted(byte[] key) => [.. key.Select(b => (byte)~b)];

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
