using System.Text.Json.Nodes;
using Hl7.Fhir.Model;

namespace PlanApi.Conformance.Tests.Guides;

/// <summary>A search parameter as a guide, or R4 where the guide does not say, defines it: not as the product declares it.</summary>
/// <param name="Kind">The R4 type of search parameter, e.g. <c>token</c>.</param>
/// <param name="Chains">What the guide asks to be chained after a reference.</param>
/// <param name="Modifiers">Modifiers the guide asks for.</param>
/// <param name="OrAsked">Whether several values separated by commas are asked for.</param>
internal sealed record Definition(
    string Type, string Name, string Kind, string Expression, IReadOnlyList<string> Targets, IReadOnlyList<string> Chains, IReadOnlyList<string> Modifiers, bool OrAsked)
{
    public static Definition Of(Guide guide, string type, string name) => name switch
    {
        "_id" => new(type, name, "id", "Resource.id", [], [], [], true),
        "_lastUpdated" => new(type, name, "written", "", [], [], [], true),
        _ => Find(guide, type, name) ?? FromR4(type, name) ?? throw new ArgumentException($"Neither {guide} nor R4 defines '{name}' of {type}."),
    };

    private static Definition? Find(Guide guide, string type, string name)
    {
        // PDex refers to US Core 3.1.1 for everything that it does not define itself.
        IReadOnlyList<Guide> guides = guide == Guide.Pdex ? [guide, Guide.UsCore3] : [guide];
        return guides.SelectMany(g => Package.Definitions(g, "SearchParameter"))
            .Where(d => d["code"]!.GetValue<string>() == name && d["base"]!.AsArray().Any(b => b!.GetValue<string>() == type))
            .Select(d => From(type, d)).FirstOrDefault();
    }

    private static Definition From(string type, JsonObject definition) => new(
        type,
        definition["code"]!.GetValue<string>(),
        definition["type"]!.GetValue<string>(),
        definition["expression"]!.GetValue<string>(),
        [.. (definition["target"]?.AsArray() ?? []).Select(t => t!.GetValue<string>())],
        [.. Expectation.Asked(definition, "chain")],
        [.. Expectation.Asked(definition, "modifier").Select(m => m == "ofType" ? "of-type" : m)],
        (bool?)definition["multipleOr"] == true && Expectation.IsAsked(definition["_multipleOr"]));

    private static Definition? FromR4(string type, string name) =>
        ModelInfo.SearchParameters.Where(p => p.Resource == type && p.Name == name)
            .Select(p => new Definition(type, name, p.Type.ToString().ToLowerInvariant(), p.Expression!, [.. (p.Target ?? []).Select(t => t.ToString())], [], [], false))
            .FirstOrDefault();
}
