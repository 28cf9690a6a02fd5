using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using PlanApi.Identity.OAuth.Data;

namespace PlanApi.Identity.OAuth.Revocations;

/// <summary>
/// Every revocation that still matters, in memory: loaded before the host is ready, then polled each second, so that a token is checked
/// without a store round trip. When the feed is older than five seconds the store is asked directly.
/// </summary>
internal sealed partial class RevocationFeed(OAuthDb db, TimeProvider clock, ILogger<RevocationFeed> logger) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Hosts' clocks differ a little and writes take a moment: each poll looks back this far.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Revocation> _known = new();
    private DateTimeOffset _seen;
    private long _polledAt;

    private bool IsFresh => Volatile.Read(ref _polledAt) is not 0 and var at && clock.GetElapsedTime(at) <= Fresh;

    /// <summary>Whether a token issued then is dead by one of these.</summary>
    public async ValueTask<bool> AnyRevoked(IReadOnlyList<string> ids, DateTimeOffset issuedAt, CancellationToken ct)
    {
        foreach (var id in ids)
        {
            if (_known.TryGetValue(id, out var revocation) && revocation.Kills(issuedAt))
            {
                return true;
            }
        }

        return !IsFresh && await AnyStored(ids, issuedAt, ct);
    }

    /// <summary>The same, asked of the store: for those who are about to issue a token.</summary>
    public async Task<bool> AnyStored(IReadOnlyList<string> ids, DateTimeOffset issuedAt, CancellationToken ct) =>
        (await db.Revocations.Find(r => ids.Contains(r.Id)).ToListAsync(ct)).Any(r => r.Kills(issuedAt));

    /// <summary>Counts at once on this host.</summary>
    public void Add(Revocation revocation) => _known.AddOrUpdate(revocation.Id, revocation, (_, known) => known.At > revocation.At ? known : revocation);

    public async Task StartingAsync(CancellationToken cancellationToken) => await ReadSince(DateTimeOffset.MinValue, cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ReadSince(_seen - LookBack, stoppingToken);
                Forget();
            }
            catch (Exception e) when (e is MongoException or TimeoutException)
            {
                PollFailed(e);
            }
        }
    }

    private async Task ReadSince(DateTimeOffset since, CancellationToken ct)
    {
        var polledAt = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        foreach (var revocation in await db.Revocations.Find(r => r.At >= since).ToListAsync(ct))
        {
            Add(revocation);
        }

        _seen = now;
        Volatile.Write(ref _polledAt, polledAt);
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (id, revocation) in _known)
        {
            if (revocation.Until < now)
            {
                _known.TryRemove(KeyValuePair.Create(id, revocation));
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Revocations could not be read; tokens are checked against the store until they can")]
    private partial void PollFailed(Exception exception);
}
