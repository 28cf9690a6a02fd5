using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;
using PlanApi.Identity.OAuth.Stores;

namespace PlanApi.Identity.OAuth.ClientKeys;

/// <summary>
/// The public keys of apps that sign assertions. What is fetched is kept as long as its owner allows, an hour at most, and fetched again for a key
/// that it does not hold, once a minute at most: so a new key is taken at once, and nobody can have us knock at a vendor's door over and over, unless the
/// vendor forbids that the set is kept.
/// </summary>
internal sealed class AppKeys(KeySetFetch fetch, TimeProvider clock)
{
    private static readonly TimeSpan Usually = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AtMost = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Fetched> _fetched = new(StringComparer.Ordinal);

    /// <summary>The keys of this id, usually one; none when the app has no such key.</summary>
    public async Task<IReadOnlyList<JsonWebKey>> Find(DeclaredKeys declared, string kid, CancellationToken ct)
    {
        var keys = declared.Url.Length == 0 ? KeySets.Parse(declared.Inline) : await AtUrl(declared.Url, kid, ct);
        return [.. keys.Where(k => k.Kid == kid)];
    }

    private async Task<IReadOnlyList<JsonWebKey>> AtUrl(string url, string kid, CancellationToken ct)
    {
        var known = _fetched.GetOrAdd(url, static _ => new Fetched());
        await known.Turn.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            var stale = now >= known.KeptUntil;
            if (stale || (known.Keys.All(k => k.Kid != kid) && now >= known.AskedAt + Pause))
            {
                known.AskedAt = now;
                if (await fetch.Get(url, ct) is { } set)
                {
                    (known.Keys, known.KeptUntil) = (set.Keys, now + Shorter(set.MaxAge ?? Usually, AtMost));
                }
                else if (stale)
                {
                    (known.Keys, known.KeptUntil) = ([], now + Pause);
                }
            }

            return known.Keys;
        }
        finally
        {
            known.Turn.Release();
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private sealed class Fetched
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public IReadOnlyList<JsonWebKey> Keys { get; set; } = [];

        public DateTimeOffset KeptUntil { get; set; } = DateTimeOffset.MinValue;

        public DateTimeOffset AskedAt { get; set; } = DateTimeOffset.MinValue;
    }
}
