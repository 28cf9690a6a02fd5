using System.Buffers;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>Reads strings back out of index keys. Numbers and most other values can not be: keys of equal values are equal, whatever their types.</summary>
internal static class KeyDecoder
{
    private static readonly byte Text = BsonOrder.Class(MongoDB.Bson.BsonType.String);

    /// <summary>Finds a string that stands in a key.</summary>
    /// <param name="key">A key of ascending fields.</param>
    /// <param name="field">The string's place among them.</param>
    /// <param name="encoded">The string as it is written there, with its class and its end.</param>
    /// <returns>False when it, or a field before it, is not a string.</returns>
    public static bool TryFind(ReadOnlySpan<byte> key, int field, out ReadOnlySpan<byte> encoded)
    {
        encoded = default;
        for (var at = 0; ; field--)
        {
            if (at == key.Length || key[at] != Text) return false;
            var start = at;
            // A zero inside the string is followed by 255, its end by 1.
            do at += key[at..].IndexOf((byte)0) + 2;
            while (key[at - 1] == 255);
            if (field > 0) continue;
            encoded = key[start..at];
            return true;
        }
    }

    /// <summary>Writes the UTF-8 of a string as <see cref="TryFind"/> finds it.</summary>
    public static void Write(ReadOnlySpan<byte> encoded, ArrayBufferWriter<byte> into)
    {
        var text = encoded[1..^2];
        while (text.IndexOf((byte)0) is var zero and >= 0)
        {
            into.Write(text[..(zero + 1)]);
            text = text[(zero + 2)..];
        }
        into.Write(text);
    }
}
