using System.Text.Json;

namespace PlanApi.PatientAccess.RecordText;

/// <summary>What elements of stored JSON say to people. An element that is not there, or is of another kind, says "".</summary>
internal static class FhirText
{
    public static JsonElement At(this JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The elements of an array; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement of, string name) =>
        of.At(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static string Text(this JsonElement of, string name) => of.At(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() ?? "" : "";

    /// <summary>A CodeableConcept, or the first of several: its text, else the name of its first code, else that code. A string is itself.</summary>
    public static string Concept(this JsonElement of, string name) => Concept(of.At(name));

    public static string Concept(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString() ?? "";
            case JsonValueKind.Array:
                return value.GetArrayLength() > 0 ? Concept(value[0]) : "";
            case JsonValueKind.Object when value.Text("text") is { Length: > 0 } text:
                return text;
            case JsonValueKind.Object when value.Each("coding").FirstOrDefault() is { ValueKind: JsonValueKind.Object } coding:
                return Coding(coding);
            default:
                return "";
        }
    }

    /// <summary>The name of a code, else the code.</summary>
    public static string Coding(JsonElement coding) => coding.Text("display") is { Length: > 0 } display ? display : coding.Text("code");

    /// <summary>Whether one of a concept's codes is this, in whatever system.</summary>
    public static bool HasCode(this JsonElement concept, string code) => concept.Each("coding").Any(c => c.Text("code") == code);

    /// <summary>A HumanName, or the first of several.</summary>
    public static string Name(JsonElement name) => name.ValueKind switch
    {
        JsonValueKind.Array => name.GetArrayLength() > 0 ? Name(name[0]) : "",
        JsonValueKind.Object when name.Text("text") is { Length: > 0 } text => text,
        JsonValueKind.Object => string.Join(' ', name.Each("given").Select(g => g.GetString()).Append(name.Text("family"))).Trim(),
        _ => "",
    };
}
