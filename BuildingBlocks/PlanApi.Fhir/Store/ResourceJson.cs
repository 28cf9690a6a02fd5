using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>
/// The JSON of a resource as it will be served: no white space, <c>resourceType</c>, <c>id</c> and <c>meta</c> first, everything else
/// byte for byte as it came (so numbers keep their precision), references rewritten where asked.
/// </summary>
internal sealed class ResourceJson
{
    public const int HashLength = 16;

    private readonly ArrayBufferWriter<byte> _meta = new(256);
    private readonly ArrayBufferWriter<byte> _rest = new(4096);

    private ResourceJson()
    {
    }

    /// <summary>The type, or "" when the JSON names none.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The logical id, or "" when the JSON has none.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Every resource of this server that it refers to anywhere, as <c>Type/id</c>; what it contains speaks for it.</summary>
    public SortedSet<string> References { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a reference begins with <c>#</c>.</summary>
    public bool RefersWithin { get; private set; }

    /// <exception cref="JsonException">Not a JSON object.</exception>
    public static ResourceJson Read(ReadOnlySpan<byte> utf8, string? id = null, Func<string, string>? reference = null)
    {
        var json = new ResourceJson();
        string Noted(string text) => json.Note(reference?.Invoke(text) ?? text);
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A resource is a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("resourceType"u8))
                json.Type = Text(ref reader, json.Type);
            else if (reader.ValueTextEquals("id"u8))
                json.Id = Text(ref reader, json.Id);
            else if (reader.ValueTextEquals("meta"u8))
                json.ReadMeta(ref reader, Noted);
            else
                JsonCopy.Property(ref reader, json._rest, Noted);
        }

        if (reader.Read())
            throw new JsonException("More than one JSON value.");
        json.Id = id ?? json.Id;
        return json;
    }

    /// <summary>Equal for equal content, whatever its version and the time it was written.</summary>
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_meta.WrittenSpan);
        hash.AppendData("\n"u8);
        hash.AppendData(_rest.WrittenSpan);
        return hash.GetHashAndReset()[..HashLength];
    }

    /// <summary>The bytes to serve for one version.</summary>
    public byte[] Stamp(int version, DateTime lastUpdated)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"resourceType\":\"{Type}\",\"id\":\"{Id}\",\"meta\":{{\"versionId\":\"{version}\",\"lastUpdated\":\"{lastUpdated:yyyy-MM-ddTHH:mm:ss.fffZ}\"");
        var bytes = new byte[Encoding.UTF8.GetByteCount(head) + _meta.WrittenCount + 1 + _rest.WrittenCount + 1];
        var at = Encoding.UTF8.GetBytes(head, bytes);
        _meta.WrittenSpan.CopyTo(bytes.AsSpan(at));
        at += _meta.WrittenCount;
        bytes[at++] = (byte)'}';
        _rest.WrittenSpan.CopyTo(bytes.AsSpan(at));
        bytes[^1] = (byte)'}';
        return bytes;
    }

    private string Note(string reference)
    {
        if (ReferenceText.Local(reference) is { } local)
            References.Add(local);
        RefersWithin |= reference.StartsWith('#');
        return reference;
    }

    private void ReadMeta(ref Utf8JsonReader reader, Func<string, string> reference)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("meta is a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("versionId"u8) || reader.ValueTextEquals("lastUpdated"u8))
                reader.Skip();
            else
                JsonCopy.Property(ref reader, _meta, reference);
        }
    }

    // What is not a string stays unread here and is refused by the validation that follows.
    private static string Text(ref Utf8JsonReader reader, string otherwise)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString()!;
        reader.Skip();
        return otherwise;
    }
}
