using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace PlanApi.BuildingBlocks.Outbox;

/// <summary>Wakes the relay; the web pipeline does so after every request that may have written something.</summary>
public sealed class OutboxSignal
{
    // One pass delivers everything, so one pending wake-up is enough.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _wake.Writer.TryWrite(true);

    internal async Task Wait(TimeSpan atMost, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(atMost);
        try
        {
            await _wake.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time for the sweep.
        }
    }
}

/// <summary>
/// Delivers events from the documents they were written in. The due time is moved ahead before delivery, which leases the document to this
/// host; a host that dies leaves a lease that runs out. Each handler is delivered to on its own: one that fails does not hold up another.
/// </summary>
internal sealed partial class OutboxRelay(
    IServiceProvider services,
    IEnumerable<OutboxSource> sources,
    IEnumerable<Subscription> subscriptions,
    OutboxSignal signal,
    TimeProvider clock,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private readonly ILookup<string, Subscription> _subscriptions = subscriptions.ToLookup(s => s.Event);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var collections = sources.Select(s => s.Collection(services)).ToList();
        foreach (var collection in collections)
        {
            await EnsureIndex(collection, stoppingToken);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var collection in collections)
                {
                    await Drain(collection, stoppingToken);
                }

                await signal.Wait(Sweep, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is MongoException or TimeoutException)
            {
                StoreUnavailable(e);
                await Task.Delay(Sweep, clock, stoppingToken);
            }
        }
    }

    private static Task EnsureIndex(IMongoCollection<BsonDocument> collection, CancellationToken ct) => collection.Indexes.CreateOneAsync(
        new CreateIndexModel<BsonDocument>(Builders<BsonDocument>.IndexKeys.Ascending("outboxDue"), new CreateIndexOptions { Sparse = true, Name = "outbox" }),
        cancellationToken: ct);

    private async Task Drain(IMongoCollection<BsonDocument> collection, CancellationToken ct)
    {
        while (await TakeNext(collection, ct) is { } document)
        {
            foreach (var entry in document["outbox"].AsBsonArray.Select(e => BsonSerializer.Deserialize<OutboxEntry>(e.AsBsonDocument)))
            {
                await Deliver(collection, document["_id"], entry, ct);
            }

            await collection.UpdateOneAsync(
                new BsonDocument { { "_id", document["_id"] }, { "outbox", new BsonDocument("$size", 0) } },
                Builders<BsonDocument>.Update.Unset("outboxDue"),
                cancellationToken: ct);
        }
    }

    private async Task<BsonDocument?> TakeNext(IMongoCollection<BsonDocument> collection, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await collection.FindOneAndUpdateAsync(
            Builders<BsonDocument>.Filter.Lte("outboxDue", now),
            Builders<BsonDocument>.Update.Set("outboxDue", now + Lease),
            new FindOneAndUpdateOptions<BsonDocument> { Sort = Builders<BsonDocument>.Sort.Ascending("outboxDue"), ReturnDocument = ReturnDocument.After },
            ct);
    }

    private async Task Deliver(IMongoCollection<BsonDocument> collection, BsonValue documentId, OutboxEntry entry, CancellationToken ct)
    {
        var failed = false;
        foreach (var subscription in _subscriptions[entry.Event].Where(s => !entry.Done.Contains(s.Handler)))
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                await subscription.Deliver(scope.ServiceProvider, entry.Body, entry.EventId, ct);
                await collection.UpdateOneAsync(
                    EntryFilter(documentId, entry),
                    Builders<BsonDocument>.Update.AddToSet("outbox.$.done", subscription.Handler),
                    cancellationToken: ct);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                failed = true;
                DeliveryFailed(e, entry.Event, subscription.Handler, entry.Attempts + 1);
            }
        }

        await (failed ? Postpone(collection, documentId, entry, ct) : Remove(collection, documentId, entry, ct));
    }

    private static Task Remove(IMongoCollection<BsonDocument> collection, BsonValue documentId, OutboxEntry entry, CancellationToken ct) =>
        collection.UpdateOneAsync(
            new BsonDocument("_id", documentId),
            Builders<BsonDocument>.Update.PullFilter<BsonDocument>("outbox", new BsonDocument("eventId", entry.EventId)),
            cancellationToken: ct);

    private Task Postpone(IMongoCollection<BsonDocument> collection, BsonValue documentId, OutboxEntry entry, CancellationToken ct)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, entry.Attempts), 300));
        return collection.UpdateOneAsync(
            EntryFilter(documentId, entry),
            Builders<BsonDocument>.Update.Inc("outbox.$.attempts", 1).Set("outboxDue", clock.GetUtcNow().UtcDateTime + wait),
            cancellationToken: ct);
    }

    private static BsonDocument EntryFilter(BsonValue documentId, OutboxEntry entry) => new() { { "_id", documentId }, { "outbox.eventId", entry.EventId } };

    [LoggerMessage(LogLevel.Warning, "Delivering {Event} to {Handler} failed at attempt {Attempt}; it is tried again")]
    private partial void DeliveryFailed(Exception exception, string @event, string handler, int attempt);

    [LoggerMessage(LogLevel.Warning, "The outbox could not be read; it is tried again in a second")]
    private partial void StoreUnavailable(Exception exception);
}
