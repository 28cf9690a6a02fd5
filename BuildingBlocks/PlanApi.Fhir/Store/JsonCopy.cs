using System.Buffers;
using System.Text.Json;

namespace PlanApi.Fhir.Store;

/// <summary>Copies JSON token by token, without white space and without changing the tokens.</summary>
internal static class JsonCopy
{
    /// <summary>Copies the property that the reader stands on, with a comma before it.</summary>
    /// <param name="reference">Sees the value of every string property named <c>reference</c>, and may rewrite it.</param>
    public static void Property(ref Utf8JsonReader reader, ArrayBufferWriter<byte> into, Func<string, string> reference)
    {
        Byte(into, ',');
        var depth = reader.CurrentDepth;
        Name(ref reader, into);
        var isReference = reader.ValueTextEquals("reference"u8);
        var comma = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject:
                    Byte(into, '}');
                    comma = true;
                    break;
                case JsonTokenType.EndArray:
                    Byte(into, ']');
                    comma = true;
                    break;
                case JsonTokenType.PropertyName:
                    if (comma)
                        Byte(into, ',');
                    Name(ref reader, into);
                    isReference = reader.ValueTextEquals("reference"u8);
                    comma = false;
                    continue;
                default:
                    if (comma)
                        Byte(into, ',');
                    comma = Value(ref reader, into, isReference ? reference : null);
                    break;
            }

            isReference = false;
            if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                return;
        }
    }

    // Returns whether a comma comes before what follows.
    private static bool Value(ref Utf8JsonReader reader, ArrayBufferWriter<byte> into, Func<string, string>? reference)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Byte(into, '{');
                return false;
            case JsonTokenType.StartArray:
                Byte(into, '[');
                return false;
            case JsonTokenType.String:
                Byte(into, '"');
                into.Write(reference is not null ? Rewritten(ref reader, reference) : reader.ValueSpan);
                Byte(into, '"');
                return true;
            default:
                into.Write(reader.ValueSpan);
                return true;
        }
    }

    // What stays the same stays as it is written.
    private static ReadOnlySpan<byte> Rewritten(ref Utf8JsonReader reader, Func<string, string> reference)
    {
        var text = reader.GetString()!;
        var rewritten = reference(text);
        return rewritten == text ? reader.ValueSpan : JsonEncodedText.Encode(rewritten).EncodedUtf8Bytes;
    }

    private static void Name(ref Utf8JsonReader reader, ArrayBufferWriter<byte> into)
    {
        Byte(into, '"');
        into.Write(reader.ValueSpan);
        into.Write("\":"u8);
    }

    private static void Byte(ArrayBufferWriter<byte> into, char c)
    {
        into.GetSpan(1)[0] = (byte)c;
        into.Advance(1);
    }
}
