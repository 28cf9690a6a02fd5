using System.Buffers;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>Reads strings back out of index keys. Numbers and most other values can not be: keys of equal values are equal, whatever their types.</summary>
internal static class KeyDecoder
{
    private static readonly byte Text = BsonOrder.Class(MongoDB.Bson.BsonType.String);

    /// <summary>Writes the bytes of a string that stands in a key.</summary>
    /// <param name="key">A key of ascending fields.</param>
    /// <param name="field">The string's place among them.</param>
    /// <param name="into">Where its UTF-8 goes.</param>
    /// <returns>False when it, or a field before it, is not a string.</returns>
    public static bool TryText(ReadOnlySpan<byte> key, int field, ArrayBufferWriter<byte> into)
    {
        for (var at = 0; ; field--)
        {
            if (at == key.Length || key[at] != Text) return false;
            at++;
            while (true)
            {
                var zero = at + key[at..].IndexOf((byte)0);
                // A zero inside the string is followed by 255, its end by 1.
                var isInside = key[zero + 1] == 255;
                if (field == 0) into.Write(key[at..(isInside ? zero + 1 : zero)]);
                at = zero + 2;
                if (!isInside) break;
            }
            if (field == 0) return true;
        }
    }
}
