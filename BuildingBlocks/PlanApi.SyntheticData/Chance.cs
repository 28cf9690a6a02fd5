using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PlanApi.SyntheticData;

/// <summary>Draws that are the same on every machine and for ever (SplitMix64), as the framework's own generator does not promise to be.</summary>
internal sealed class Chance(ReadOnlySpan<byte> seed)
{
    private ulong _state = BinaryPrimitives.ReadUInt64LittleEndian(seed);

    /// <summary>Draws for something that has a name.</summary>
    public static Chance Of(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>Uniform, both ends included.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    public T Of<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    public bool Percent(int likelihood) => Between(1, 100) <= likelihood;

    /// <summary>Uniform in steps of a tenth.</summary>
    public decimal Tenths(decimal low, decimal high) => Between((int)(low * 10), (int)(high * 10)) / 10m;

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
