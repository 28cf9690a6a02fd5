using System.Text.Json.Nodes;

namespace PlanApi.Conformance.Tests.Guides;

/// <summary>What a guide's CapabilityStatement for servers asks of one resource type: SHALL, SHOULD, or listed without saying which.</summary>
/// <param name="Parameters">Search parameters.</param>
/// <param name="Combinations">Search parameters that are asked together.</param>
/// <param name="Operations">The canonical URLs of the operations' definitions.</param>
/// <param name="Includes"><c>Type:parameter</c>, maybe with a target type, or <c>Type:*</c>.</param>
internal sealed record Capability(
    string Type,
    IReadOnlyList<string> Interactions,
    IReadOnlyList<string> Operations,
    IReadOnlyList<string> Parameters,
    IReadOnlyList<IReadOnlyList<string>> Combinations,
    IReadOnlyList<string> Includes,
    IReadOnlyList<string> RevIncludes)
{
    private const string CombinationUrl = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-search-parameter-combination";

    public static IReadOnlyList<Capability> Of(Guide guide) =>
    [
        .. Package.Definitions(guide, "CapabilityStatement")
            .Where(s => s["kind"]!.GetValue<string>() == "requirements")
            .SelectMany(s => s["rest"]!.AsArray())
            .Where(r => r!["mode"]!.GetValue<string>() == "server")
            .SelectMany(r => r!["resource"]!.AsArray())
            .Select(r => From(r!.AsObject())),
    ];

    /// <summary>The combinations that a CapabilityStatement, a guide's or the product's, asks or declares for a type.</summary>
    public static IEnumerable<IReadOnlyList<string>> CombinationsOf(JsonObject resource) => (resource["extension"]?.AsArray() ?? [])
        .Where(e => e!["url"]!.GetValue<string>() == CombinationUrl && Expectation.IsAsked(e))
        .Select(e => (IReadOnlyList<string>)[.. e!["extension"]!.AsArray().Where(p => p!["url"]!.GetValue<string>() == "required").Select(p => p!["valueString"]!.GetValue<string>())]);

    private static Capability From(JsonObject resource)
    {
        var type = resource["type"]!.GetValue<string>();
        return new(
            type,
            [.. Asked(resource["interaction"], "code")],
            [.. Asked(resource["operation"], "definition")],
            [.. Asked(resource["searchParam"], "name")],
            [.. CombinationsOf(resource)],
            // The formulary guide names its includes by the parameter alone.
            [.. Expectation.Asked(resource, "searchInclude").Select(i => i.Contains(':', StringComparison.Ordinal) ? i : $"{type}:{i}")],
            [.. Expectation.Asked(resource, "searchRevInclude")]);
    }

    private static IEnumerable<string> Asked(JsonNode? list, string name) =>
        (list?.AsArray() ?? []).Where(Expectation.IsAsked).Select(i => i![name]!.GetValue<string>());
}
