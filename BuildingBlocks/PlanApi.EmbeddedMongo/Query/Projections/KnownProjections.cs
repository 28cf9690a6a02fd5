using System.Collections.Concurrent;
using PlanApi.EmbeddedMongo.Query.Filters;

namespace PlanApi.EmbeddedMongo.Query.Projections;

/// <summary>Projections by how they were written: a program asks for the same few fields again and again.</summary>
internal static class KnownProjections
{
    private const int Most = 256, Longest = 512;
    private static readonly ConcurrentDictionary<byte[], Projection> All = new(KeyEquality.Instance);
    private static readonly ConcurrentDictionary<byte[], Projection>.AlternateLookup<ReadOnlySpan<byte>> ByBytes = All.GetAlternateLookup<ReadOnlySpan<byte>>();
    private static int _count;

    public static Projection? Find(ReadOnlySpan<byte> written) => ByBytes.TryGetValue(written, out var known) ? known : null;

    /// <summary>Remembers one, unless there are enough.</summary>
    public static void Add(ReadOnlySpan<byte> written, Projection projection)
    {
        if (written.Length <= Longest && Volatile.Read(ref _count) < Most && All.TryAdd(written.ToArray(), projection)) Interlocked.Increment(ref _count);
    }
}
