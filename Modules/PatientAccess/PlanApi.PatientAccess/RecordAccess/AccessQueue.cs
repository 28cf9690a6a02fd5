using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;

namespace PlanApi.PatientAccess.RecordAccess;

/// <summary>
/// Writes calls down in batches, a tenth of a second after the first of each, or at once when one is full: the calls of a batch under one grant are one entry.
/// A full queue holds the readers back; a stop writes what is left; a kill loses what has not been written, at most that fraction of a second while the store keeps up.
/// </summary>
internal sealed partial class AccessQueue(PatientAccessDb db, ILogger<AccessQueue> logger) : BackgroundService
{
    private const int Capacity = 8192;
    private const int BatchSize = 1000;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly InsertManyOptions Unordered = new() { IsOrdered = false };

    private readonly Channel<Accessed> _channel = Channel.CreateBounded<Accessed>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public ValueTask Add(Accessed accessed, CancellationToken ct) => _channel.Writer.WriteAsync(accessed, ct);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _channel.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await Task.WhenAny(writing, Task.Delay(Timeout.Infinite, cancellationToken));
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<Accessed> batch = new(BatchSize);
        while (await _channel.Reader.WaitToReadAsync(stoppingToken))
        {
            // A batch that is full already need not wait: under load the writing is the wait.
            if (!_channel.Reader.Completion.IsCompleted && _channel.Reader.Count < BatchSize)
            {
                await Task.Delay(Linger, stoppingToken);
            }

            while (batch.Count < BatchSize && _channel.Reader.TryRead(out var accessed))
            {
                batch.Add(accessed);
            }

            await Write(EntriesOf(batch), stoppingToken);
            batch.Clear();
        }
    }

    private static List<AccessEntry> EntriesOf(List<Accessed> batch) =>
    [
        .. batch.GroupBy(a => (a.Sandbox, a.Token.GrantId, a.Token.PatientId)).Select(under =>
        {
            var (token, sandbox, first) = under.First();
            return new AccessEntry(
                NewId.At(first.At), first.At, sandbox, token.ClientId, token.AccountId, token.OrganizationId, token.PatientId, token.GrantId, [.. under.Select(a => a.Call)]);
        }),
    ];

    private async Task Write(List<AccessEntry> entries, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await Insert(entries, ct);
                await NoteLastUses(entries, ct);
                return;
            }
            catch (Exception e) when (e is MongoException or TimeoutException)
            {
                LogRetry(logger, entries.Count, e);
                await Task.Delay(RetryAfter, ct);
            }
        }
    }

    private async Task Insert(List<AccessEntry> entries, CancellationToken ct)
    {
        try
        {
            await db.AuditEvents.InsertManyAsync(entries, Unordered, ct);
        }
        catch (MongoBulkWriteException<AccessEntry> e) when (e.WriteErrors.All(w => w.Category == ServerErrorCategory.DuplicateKey))
        {
            // An earlier attempt wrote them, though its answer was lost.
        }
    }

    private async Task NoteLastUses(List<AccessEntry> entries, CancellationToken ct)
    {
        var answered = from entry in entries
                       where !entry.Sandbox
                       from call in entry.Calls
                       where call.Status < 400
                       group call.At by (entry.AccountId, entry.ClientId);
        var uses = answered.Select(g => Used(g.Key.AccountId, g.Key.ClientId, g.Max())).ToList();
        if (uses.Count > 0)
        {
            await db.LastUses.BulkWriteAsync(uses, new BulkWriteOptions { IsOrdered = false }, ct);
        }
    }

    private static UpdateOneModel<LastUse> Used(string accountId, string clientId, DateTimeOffset at)
    {
        var update = Builders<LastUse>.Update.SetOnInsert(u => u.AccountId, accountId).SetOnInsert(u => u.ClientId, clientId).Max(u => u.At, at);
        return new(Builders<LastUse>.Filter.Eq(u => u.Id, LastUse.IdOf(accountId, clientId)), update) { IsUpsert = true };
    }

    [LoggerMessage(1, LogLevel.Error, "{Count} access entries could not be written; trying again")]
    private static partial void LogRetry(ILogger logger, int count, Exception exception);
}

/// <summary>A call that has been answered.</summary>
internal readonly record struct Accessed(AccessToken Token, bool Sandbox, AccessCall Call);
