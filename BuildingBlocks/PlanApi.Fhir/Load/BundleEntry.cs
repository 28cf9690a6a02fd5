using System.Text.Json;

namespace PlanApi.Fhir.Load;

/// <summary>The parts of a bundle's entry that loading needs.</summary>
/// <param name="FullUrl">The full URL, or null.</param>
/// <param name="Resource">The resource's bytes within the entry; empty when it has none.</param>
/// <param name="Type">The resource's type, or null.</param>
/// <param name="Id">The resource's own id or, without one, what its full URL says, so that loading again finds it again; null where nothing says.</param>
internal readonly record struct BundleEntry(string? FullUrl, ReadOnlyMemory<byte> Resource, string? Type, string? Id)
{
    public static BundleEntry Read(ReadOnlyMemory<byte> entry)
    {
        var reader = new Utf8JsonReader(entry.Span);
        string? fullUrl = null;
        ReadOnlyMemory<byte> resource = default;
        reader.Read();
        while (reader.TokenType != JsonTokenType.None && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isUrl, isResource) = (reader.ValueTextEquals("fullUrl"u8), reader.ValueTextEquals("resource"u8));
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isUrl && reader.TokenType == JsonTokenType.String)
                fullUrl = reader.GetString();
            reader.Skip();
            if (isResource)
                resource = entry[start..(int)reader.BytesConsumed];
        }

        var (type, id) = Identify(resource.Span);
        return new(fullUrl, resource, type, id ?? IdOf(fullUrl));
    }

    /// <summary>What a resource's JSON says of its type and id; nothing where it is not JSON, which is refused when it is read as a resource.</summary>
    public static (string? Type, string? Id) Identify(ReadOnlySpan<byte> resource)
    {
        try
        {
            return resource.IsEmpty ? default : Read(new Utf8JsonReader(resource));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static (string? Type, string? Id) Read(Utf8JsonReader reader)
    {
        string? type = null, id = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return default;
        while ((type is null || id is null) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isId) = (reader.ValueTextEquals("resourceType"u8), reader.ValueTextEquals("id"u8));
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && isType)
                type = reader.GetString();
            else if (reader.TokenType == JsonTokenType.String && isId)
                id = reader.GetString();
            reader.Skip();
        }

        return (type, id);
    }

    private static string? IdOf(string? fullUrl)
    {
        const string Uuid = "urn:uuid:";
        if (fullUrl is null)
            return null;
        return fullUrl.StartsWith(Uuid, StringComparison.Ordinal) ? fullUrl[Uuid.Length..] : fullUrl[(fullUrl.LastIndexOf('/') + 1)..];
    }
}
