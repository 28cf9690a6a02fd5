using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>An authenticator app (RFC 6238: SHA-1, six digits, thirty seconds).</summary>
internal static class Phone
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>What it shows.</summary>
    /// <param name="key">The key as the page shows it: base 32, in groups.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The algorithm that authenticator apps speak.")]
    public static string Code(string key, DateTimeOffset now)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, now.ToUnixTimeSeconds() / 30);
        var hash = HMACSHA1.HashData(Decode(key), step);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("d6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bits = string.Concat(key.Where(Base32.Contains).Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
