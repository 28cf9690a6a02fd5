namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>Keeps what has the least keys of all that is offered, so many at most; of equal keys what came first.</summary>
internal sealed class LeastKeys<T>(int count)
{
    private static readonly Comparer<(byte[] Key, long Arrival)> GreatestFirst =
        Comparer<(byte[] Key, long Arrival)>.Create(static (a, b) => b.Key.AsSpan().SequenceCompareTo(a.Key) is var byKey and not 0 ? byKey : b.Arrival.CompareTo(a.Arrival));

    private readonly PriorityQueue<T, (byte[] Key, long Arrival)> _kept = new(GreatestFirst);
    private long _arrival;

    public bool Takes(ReadOnlySpan<byte> key) => _kept.Count < count || _kept.TryPeek(out _, out var greatest) && key.SequenceCompareTo(greatest.Key) < 0;

    /// <summary>Keeps what <see cref="Takes"/> has let in; what is given up for it is returned.</summary>
    public (byte[] Key, T Value)? Add(byte[] key, T value)
    {
        (byte[], T)? given = _kept.Count == count && _kept.TryDequeue(out var last, out var place) ? (place.Key, last) : null;
        _kept.Enqueue(value, (key, _arrival++));
        return given;
    }

    /// <summary>All that is kept, which is kept no longer.</summary>
    public List<T> InOrder()
    {
        var all = new List<T>(_kept.Count);
        while (_kept.TryDequeue(out var value, out _)) all.Add(value);
        all.Reverse();
        return all;
    }
}
