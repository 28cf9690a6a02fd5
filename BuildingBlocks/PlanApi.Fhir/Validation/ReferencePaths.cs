using System.Text.Json;

namespace PlanApi.Fhir.Validation;

/// <summary>Where the references of a resource stand.</summary>
internal static class ReferencePaths
{
    /// <summary>Every reference with its FHIRPath, e.g. <c>Observation.performer[0].reference</c>.</summary>
    public static IEnumerable<(string Path, string Reference)> In(ReadOnlySpan<byte> json, string type)
    {
        List<(string, string)> found = [];
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Walk(ref reader, type, found);
        return found;
    }

    /// <summary>Every reference of what is not known to be a resource, as far as it is JSON.</summary>
    public static IReadOnlyList<string> TextsIn(ReadOnlySpan<byte> json)
    {
        List<string> found = [];
        var reader = new Utf8JsonReader(json);
        try
        {
            var isReference = false;
            while (reader.Read())
            {
                if (isReference && reader.TokenType == JsonTokenType.String)
                    found.Add(reader.GetString()!);
                isReference = reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("reference"u8);
            }
        }
        catch (JsonException)
        {
            // It is refused when it is read as a resource.
        }

        return found;
    }

    private static void Walk(ref Utf8JsonReader reader, string path, List<(string, string)> found)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                Walk(ref reader, $"{path}[{i}]", found);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var inner = $"{path}.{reader.GetString()}";
                var isReference = reader.ValueTextEquals("reference"u8);
                reader.Read();
                if (isReference && reader.TokenType == JsonTokenType.String)
                    found.Add((inner, reader.GetString()!));
                else
                    Walk(ref reader, inner, found);
            }
        }
    }
}
