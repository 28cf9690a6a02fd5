using System.Text.Json;

namespace PlanApi.Fhir.Bodies;

/// <summary>Copies parts of JSON objects as they are.</summary>
internal static class SubsetCopy
{
    private static readonly byte[] Tag = """{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}"""u8.ToArray();

    /// <summary>Copies what is kept of the resource that the reader stands at the start of, with the tag that says so.</summary>
    public static void Resource(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ElementTree kept, MemoryStream into)
    {
        into.WriteByte((byte)'{');
        var any = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("meta"u8))
            {
                Comma(ref any, into);
                into.Write("\"meta\":"u8);
                reader.Read();
                Meta(ref reader, json, into);
            }
            else if (reader.ValueTextEquals("resourceType"u8))
                Whole(ref reader, json, ref any, into);
            else
                Property(ref reader, json, kept, ref any, into);
        }

        into.WriteByte((byte)'}');
    }

    private static void Meta(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, MemoryStream into)
    {
        into.WriteByte((byte)'{');
        var (any, tagged) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            tagged |= reader.ValueTextEquals("tag"u8);
            var isTag = reader.ValueTextEquals("tag"u8);
            Whole(ref reader, json, ref any, into);
            if (!isTag)
                continue;
            // Into the array that was just copied, before its bracket.
            into.SetLength(into.Length - 1);
            into.Position = into.Length;
            into.WriteByte((byte)',');
            into.Write(Tag);
            into.WriteByte((byte)']');
        }

        if (!tagged)
        {
            Comma(ref any, into);
            into.Write("\"tag\":["u8);
            into.Write(Tag);
            into.WriteByte((byte)']');
        }

        into.WriteByte((byte)'}');
    }

    private static void Property(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ElementTree kept, ref bool any, MemoryStream into)
    {
        if (!kept.Keeps(reader.GetString()!, out var below))
        {
            reader.Read();
            reader.Skip();
            return;
        }

        if (below is null)
        {
            Whole(ref reader, json, ref any, into);
            return;
        }

        var (start, before) = (into.Length, any);
        Comma(ref any, into);
        into.Write(json[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]);
        reader.Read();
        if (!(reader.TokenType == JsonTokenType.StartArray ? Array(ref reader, json, below, into) : Object(ref reader, json, below, into)))
        {
            // FHIR's JSON has no empty objects: what nothing is left of is left out.
            into.SetLength(start);
            into.Position = start;
            any = before;
        }
    }

    private static bool Array(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ElementTree kept, MemoryStream into)
    {
        into.WriteByte((byte)'[');
        var any = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var (start, before) = (into.Length, any);
            Comma(ref any, into);
            if (Object(ref reader, json, kept, into))
                continue;
            into.SetLength(start);
            into.Position = start;
            any = before;
        }

        into.WriteByte((byte)']');
        return any;
    }

    private static bool Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ElementTree kept, MemoryStream into)
    {
        into.WriteByte((byte)'{');
        var any = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            Property(ref reader, json, kept, ref any, into);
        into.WriteByte((byte)'}');
        return any;
    }

    // The name with its colon and the value, as they stand.
    private static void Whole(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref bool any, MemoryStream into)
    {
        Comma(ref any, into);
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        reader.Skip();
        into.Write(json[start..(int)reader.BytesConsumed]);
    }

    private static void Comma(ref bool any, MemoryStream into)
    {
        if (any)
            into.WriteByte((byte)',');
        any = true;
    }
}
