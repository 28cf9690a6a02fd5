using System.Collections.Concurrent;
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
    private static readonly ConcurrentDictionary<(Guide Guide, string Type, string Name), Definition> Known = new();

    public static Definition Of(Guide guide, string type, string name) => name switch
    {
        "_id" => new(type, name, "id", "Resource.id", [], [], [], true),
        "_lastUpdated" => new(type, name, "written", "", [], [], [], true),
        _ => Known.GetOrAdd((guide, type, name), static key => Find(key.Guide, key.Type, key.Name) ?? FromR4(key.Type, key.Name)
            ?? throw new ArgumentException($"Neither {key.Guide} nor R4 defines '{key.Name}' of {key.Type}.")),
    };

    // One base serves several guides: what is found by a parameter is what any of them means by it. PDex uses parameters of the others.
    private static Definition? Find(Guide guide, string type, string name)
    {
        var definitions = Guide.All.Where(g => g.IsPublic == guide.IsPublic).OrderByDescending(g => g == guide).SelectMany(g => Package.Definitions(g, "SearchParameter"))
            .Where(d => d["code"]!.GetValue<string>() == name && d["base"]!.AsArray().Any(b => b!.GetValue<string>() == type))
            .Select(d => From(type, d)).ToList();
        return definitions.Count == 0 ? null : definitions[0] with { Expression = string.Join(" | ", definitions.Select(d => d.Expression).Distinct()) };
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
