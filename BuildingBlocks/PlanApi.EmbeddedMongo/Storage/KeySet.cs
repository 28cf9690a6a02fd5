using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>The distinct keys one document has in one index, in order.</summary>
internal sealed class KeySet
{
    private readonly List<byte[]> _keys = [];
    private readonly List<BsonDocument>? _values;

    /// <param name="withValues">Also keep the values behind each key, for messages.</param>
    public KeySet(bool withValues = false) => _values = withValues ? [] : null;

    public IReadOnlyList<byte[]> Keys => _keys;

    public bool WantsValues => _values is not null;

    public void Clear() => _keys.Clear();

    public void Add(byte[] key, BsonDocument? values = null)
    {
        _keys.Add(key);
        if (_values is not null && values is not null) _values.Add(values);
    }

    /// <summary>The values behind a key, when they were kept and the keys not yet sorted.</summary>
    public BsonDocument? ValuesOf(ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < _keys.Count && _values is not null; i++)
            if (key.SequenceEqual(_keys[i])) return _values[i];
        return null;
    }

    public void SortDistinct()
    {
        if (_keys.Count < 2) return;
        _keys.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        var kept = 1;
        for (var i = 1; i < _keys.Count; i++)
            if (!_keys[i].AsSpan().SequenceEqual(_keys[kept - 1])) _keys[kept++] = _keys[i];
        _keys.RemoveRange(kept, _keys.Count - kept);
    }

    public bool Contains(byte[] key) => _keys.BinarySearch(key, KeyOrder.Instance) >= 0;
}

/// <summary>Keys in the order of their bytes.</summary>
internal sealed class KeyOrder : IComparer<byte[]>
{
    public static readonly KeyOrder Instance = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
