using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests.Records;

/// <summary>Extensions with a sample value, as a guide's StructureDefinitions shape them.</summary>
internal static class Extensions
{
    public static JsonObject Of(Guide guide, string url, Func<IReadOnlyList<string>, JsonNode> target)
    {
        var definition = Definition(guide, url);
        var elements = definition["snapshot"]!["element"]!.AsArray().Select(e => e!.AsObject()).ToList();
        return Build(guide, elements, "Extension", url, target);
    }

    /// <summary>The type that a profile is of.</summary>
    public static string TypeOf(Guide guide, string profile) =>
        Find(guide, profile)?["type"]!.GetValue<string>() ?? profile.Split('/')[^1];

    private static JsonObject Build(Guide guide, List<JsonObject> elements, string id, string url, Func<IReadOnlyList<string>, JsonNode> target)
    {
        var extension = new JsonObject { ["url"] = url };
        var parts = elements.Where(e => Id(e).StartsWith(id + ".extension:", StringComparison.Ordinal) && !Id(e)[(id.Length + 11)..].Contains('.', StringComparison.Ordinal)).ToList();
        if (parts.Count > 0)
        {
            extension["extension"] = new JsonArray([.. parts.Select(p => Build(guide, elements, Id(p), Url(elements, Id(p)), target))]);
            return extension;
        }

        var value = elements.First(e => Id(e).StartsWith(id + ".value[x]", StringComparison.Ordinal));
        var type = value["type"]![0]!["code"]!.GetValue<string>();
        extension["value" + Samples.Capital(type)] = type == "Reference"
            ? target([.. (value["type"]![0]!["targetProfile"]?.AsArray() ?? []).Select(p => TypeOf(guide, p!.GetValue<string>()))])
            : Bound(value) ?? Samples.Of(Samples.Model.FindClassMapping(type)!, _ => target([]));
        return extension;
    }

    // A fixed or pattern value where the definition has one.
    private static JsonNode? Bound(JsonObject value) =>
        value.FirstOrDefault(p => p.Key.StartsWith("fixed", StringComparison.Ordinal) || p.Key.StartsWith("pattern", StringComparison.Ordinal)).Value?.DeepClone();

    private static string Url(List<JsonObject> elements, string id) => elements.First(e => Id(e) == id + ".url")["fixedUri"]!.GetValue<string>();

    private static string Id(JsonObject element) => element["id"]!.GetValue<string>();

    private static JsonObject Definition(Guide guide, string url) =>
        Find(guide, url) ?? throw new ArgumentException($"{guide} defines no extension '{url}'.");

    // The guides build on US Core, and all on R4.
    private static JsonObject? Find(Guide guide, string url) =>
        new[] { guide, Guide.UsCore3, Guide.UsCore }.SelectMany(g => Package.Definitions(g, "StructureDefinition")).FirstOrDefault(d => d["url"]!.GetValue<string>() == url)
            ?? Package.R4("StructureDefinition", url.Split('/')[^1]);
}
