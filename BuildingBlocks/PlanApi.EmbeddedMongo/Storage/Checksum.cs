using System.Buffers.Binary;
using System.Numerics;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>CRC-32C of a document's bytes (RFC 3720 appendix B.4), kept beside it: SQLite notices a damaged page structure, not a damaged value.</summary>
internal static class Checksum
{
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
