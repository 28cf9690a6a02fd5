using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.OAuth.Data;

namespace PlanApi.Identity.OAuth.Revocations;

/// <summary>
/// Every revocation that still matters, polled each second, so that a token is checked without a store round trip. When the feed is older than
/// five seconds the store is asked directly.
/// </summary>
internal sealed partial class RevocationFeed(OAuthDb db, TimeProvider clock, ILogger<RevocationFeed> logger) : HeldInMemory(TimeSpan.FromSeconds(1), clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Hosts' clocks differ a little and writes take a moment: each poll looks back this far.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Revocation> _known = new();
    private DateTimeOffset? _seen;
    private long _polledAt;

    private bool IsFresh => Volatile.Read(ref _polledAt) is not 0 and var at && Clock.GetElapsedTime(at) <= Fresh;

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

    protected override async Task Read(CancellationToken ct)
    {
        await ReadSince(_seen - LookBack ?? DateTimeOffset.MinValue, ct);
        Forget();
    }

    private async Task ReadSince(DateTimeOffset since, CancellationToken ct)
    {
        var polledAt = Clock.GetTimestamp();
        var now = Clock.GetUtcNow();
        foreach (var revocation in await db.Revocations.Find(r => r.At >= since).ToListAsync(ct))
        {
            Add(revocation);
        }

        _seen = now;
        Volatile.Write(ref _polledAt, polledAt);
    }

    private void Forget()
    {
        var now = Clock.GetUtcNow();
        foreach (var (id, revocation) in _known)
        {
            if (revocation.Until < now)
            {
                _known.TryRemove(KeyValuePair.Create(id, revocation));
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Revocations could not be read; tokens are checked against the store until they can")]
    protected override partial void ReadFailed(Exception exception);
}
