using System.Text.Json.Nodes;

namespace PlanApi.Conformance.Tests.Guides;

/// <summary>How strongly a guide asks, as its extension on the thing asked says (capabilitystatement-expectation).</summary>
internal static class Expectation
{
    private const string Url = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation";

    /// <summary>SHALL or SHOULD. What a guide lists without saying how strongly is asked for.</summary>
    public static bool IsAsked(JsonNode? element) => Of(element) is null or "SHALL" or "SHOULD";

    /// <summary>The items of a list of primitive values that are asked for.</summary>
    public static IEnumerable<string> Asked(JsonObject of, string list)
    {
        var extensions = of["_" + list]?.AsArray();
        return (of[list]?.AsArray() ?? []).Select((value, i) => (Value: value!.GetValue<string>(), Extension: i < extensions?.Count ? extensions[i] : null))
            .Where(item => IsAsked(item.Extension)).Select(item => item.Value);
    }

    private static string? Of(JsonNode? element) => element?["extension"]?.AsArray()
        .FirstOrDefault(e => e!["url"]!.GetValue<string>() == Url)?["valueCode"]?.GetValue<string>();
}
