using System.Text.Json;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.AppRegistry.Docs;

/// <param name="Kind">The search parameter type of FHIR, as <c>token</c>.</param>
/// <param name="Definition">The canonical URL of what it means; empty where the statement names none.</param>
public sealed record ParameterView(string Name, string Kind, string Definition);

/// <summary>What one type of a FHIR base can be asked.</summary>
public sealed record TypeView(
    string Type,
    IReadOnlyList<string> Profiles,
    IReadOnlyList<string> Interactions,
    IReadOnlyList<string> Operations,
    IReadOnlyList<ParameterView> Parameters,
    IReadOnlyList<string> Combinations,
    IReadOnlyList<string> Includes,
    IReadOnlyList<string> RevIncludes);

/// <summary>Reads a base's capability statement for the documentation (capabilitystatement.html).</summary>
internal static class Statement
{
    public static IReadOnlyList<TypeView> TypesOf(IFhirBase fhir)
    {
        using var statement = JsonDocument.Parse(fhir.CapabilityStatement);
        return [.. statement.RootElement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().Select(TypeOf)];
    }

    private static TypeView TypeOf(JsonElement resource) => new(
        Text(resource, "type"),
        Texts(resource, "supportedProfile"),
        [.. Items(resource, "interaction").Select(i => Text(i, "code"))],
        [.. Items(resource, "operation").Select(o => $"${Text(o, "name")}")],
        [.. Items(resource, "searchParam").Select(p => new ParameterView(Text(p, "name"), Text(p, "type"), Text(p, "definition"))).OrderBy(p => p.Name, StringComparer.Ordinal)],
        [.. Items(resource, "extension").Select(e => string.Join(" + ", Items(e, "extension").Select(r => Text(r, "valueString"))))],
        Texts(resource, "searchInclude"),
        Texts(resource, "searchRevInclude"));

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) => element.TryGetProperty(name, out var array) ? array.EnumerateArray() : [];

    private static IReadOnlyList<string> Texts(JsonElement element, string name) => [.. Items(element, name).Select(i => i.GetString()!)];

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? text.GetString()! : "";
}
