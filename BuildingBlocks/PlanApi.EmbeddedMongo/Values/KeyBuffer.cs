namespace PlanApi.EmbeddedMongo.Values;

/// <summary>A growing run of bytes that keys are written into, pooled.</summary>
internal sealed class KeyBuffer : IDisposable
{
    [ThreadStatic] private static Stack<KeyBuffer>? pool;
    private byte[] _bytes = new byte[128];

    public int Length { get; set; }
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public static KeyBuffer Rent() => (pool ??= new()).TryPop(out var buffer) ? buffer : new KeyBuffer();

    public void Dispose()
    {
        Length = 0;
        if (_bytes.Length <= 65536 && (pool ??= new()).Count < 16) pool.Push(this);
    }

    public void Append(byte value) => Grow(1)[0] = value;

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Grow(bytes.Length));

    /// <summary>Makes room behind what is there and returns it to be filled.</summary>
    public Span<byte> Grow(int count)
    {
        if (Length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    /// <summary>Bytes written before, to be written over.</summary>
    public Span<byte> At(int start, int count) => _bytes.AsSpan(start, count);

    /// <summary>Turns every byte from an offset on into its complement: what follows then sorts the other way.</summary>
    public void InvertFrom(int offset)
    {
        foreach (ref var b in _bytes.AsSpan(offset, Length - offset)) b = (byte)~b;
    }

    public byte[] ToArray() => Span.ToArray();
}
