using System.Globalization;

namespace PlanApi.BuildingBlocks.Store;

/// <summary>
/// Ids for documents: 32 hexadecimal digits that sort by the time they were made, to a quarter of a microsecond. Never used as secrets.
/// </summary>
public static class NewId
{
    /// <summary>A UUID of version 7 whose first random bits tell the part of the millisecond (RFC 9562, 6.2, method 3).</summary>
    public static string At(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var part = now.UtcTicks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond;
        bytes[6] = (byte)(0x70 | (part >> 8));
        bytes[7] = (byte)part;
        return new Guid(bytes, bigEndian: true).ToString("n");
    }

    /// <summary>What sorts before every id that is made at this moment or later, and after all that were made a millisecond earlier.</summary>
    public static string FirstOf(DateTimeOffset moment) => Math.Max(0, moment.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);

    public static string From(TimeProvider clock) => At(clock.GetUtcNow());
}
