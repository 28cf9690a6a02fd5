using System.Text.Json;
using System.Text.Unicode;

namespace PlanApi.Fhir.Validation;

/// <summary>
/// Whether the text in JSON is Unicode. The reader passes over bytes that are not UTF-8 and escapes of half a character (<c>\ud800</c>), and
/// throws where their text is asked for, or a name compared; so does the SDK, and so would the apps that were served them.
/// </summary>
internal static class JsonText
{
    /// <summary>What is said of a resource that has other text.</summary>
    public const string Problem = "It has text that is not Unicode.";

    public static bool IsUnicode(ReadOnlySpan<byte> json) =>
        Utf8.IsValid(json) && ((json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0) || IsReadable(json));

    private static bool IsReadable(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                    reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        catch (JsonException)
        {
            // What is not JSON is refused as that when it is read as a resource, and not read beyond this place.
        }

        return true;
    }
}
