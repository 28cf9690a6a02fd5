using System.Collections.Concurrent;
using PlanApi.EmbeddedMongo.Query.Filters;

namespace PlanApi.EmbeddedMongo.Query;

/// <summary>
/// What was parsed, by the bytes it was written in: a program writes the same few things again and again. Where there are too many it starts over.
/// </summary>
internal sealed class Known<T>
{
    private const int Most = 256, Longest = 2048;
    private readonly ConcurrentDictionary<byte[], T> _all = new(KeyEquality.Instance);
    private readonly ConcurrentDictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private int _count;

    public Known() => _byBytes = _all.GetAlternateLookup<ReadOnlySpan<byte>>();

    public T? Find(ReadOnlySpan<byte> written) => _byBytes.TryGetValue(written, out var known) ? known : default;

    /// <param name="written">Kept: bytes of its own, not those of a message.</param>
    public void Add(byte[] written, T parsed)
    {
        if (written.Length > Longest || !_all.TryAdd(written, parsed) || Interlocked.Increment(ref _count) < Most) return;
        _all.Clear();
        Volatile.Write(ref _count, 0);
    }
}
