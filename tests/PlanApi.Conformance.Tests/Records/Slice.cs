using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests.Records;

/// <summary>What makes an item of a list one of a slice: values at paths below it. No value: it is told by the choice's type, which its name shows.</summary>
/// <param name="AnyOf">Alternatives, each a set of values that must all be there.</param>
internal sealed record Slice(IReadOnlyList<IReadOnlyList<(string Path, string Value)>> AnyOf)
{
    private static readonly string[] SystemAndCode = ["system", "code"];

    /// <summary>A slice by its place and name, or null where the data tell none.</summary>
    public static Slice? Of(ProfileGroup group, string path, string name)
    {
        var slices = group.Data["must_supports"]!["slices"]!.AsArray();
        var data = slices.FirstOrDefault(s => s!["slice_name"]!.GetValue<string>() == name && s["path"]!.GetValue<string>() == path);
        if (data is null)
            return null;
        var discriminator = data["discriminator"]!.AsObject();
        return discriminator["type"]!.GetValue<string>() == "patternIdentifier" && discriminator["system"] is null
            ? new([[.. Pattern(group, data["slice_id"]!.GetValue<string>())]])
            : From(group, discriminator);
    }

    // Where the data do not tell the pattern of an identifier, the profile does.
    private static IEnumerable<(string, string)> Pattern(ProfileGroup group, string id) => Leaves(
        Package.Definitions(group.Guide, "StructureDefinition").Single(d => d["url"]!.GetValue<string>() == group.Profile)
            ["snapshot"]!["element"]!.AsArray().Single(e => e!["id"]!.GetValue<string>() == id)!["patternIdentifier"]!,
        "");

    private static IEnumerable<(string Path, string Value)> Leaves(JsonNode node, string path) => node switch
    {
        JsonObject element => element.SelectMany(p => Leaves(p.Value!, path.Length == 0 ? p.Key : $"{path}.{p.Key}")),
        JsonArray list => list.SelectMany(i => Leaves(i!, path)),
        _ => [(path, node.ToString())],
    };

    public bool IsOf(JsonNode item) => AnyOf.Count == 0 || AnyOf.Any(all => all.All(v => At(item, v.Path.Split('.')).Any(n => n.ToString() == v.Value)));

    private static Slice From(ProfileGroup group, JsonObject discriminator)
    {
        var at = discriminator["path"]?.GetValue<string>() is { Length: > 0 } path ? path + "." : "";
        (string, string)[] Coding(JsonNode of, string prefix) =>
            [.. SystemAndCode.Where(n => of[n] is not null).Select(n => (prefix + n, of[n]!.GetValue<string>()))];
        return discriminator["type"]!.GetValue<string>() switch
        {
            "patternCodeableConcept" => new([Coding(discriminator, at + "coding.")]),
            "patternCoding" => new([Coding(discriminator, at)]),
            "patternIdentifier" => new([[(at + "system", discriminator["system"]!.GetValue<string>())]]),
            "requiredBinding" => new([.. discriminator["values"]!.AsArray().Select(v => v is JsonObject coding ? Coding(coding, at + "coding.") : [(at + "coding.code", v!.GetValue<string>())])]),
            // By a value set: its systems; which of their codes only a terminology server knows.
            "value" when discriminator["values"]![0]!["value"]!.ToString().Contains("/ValueSet/", StringComparison.Ordinal) => new([.. Systems(group.Guide, discriminator["values"]![0]!["value"]!.ToString())]),
            "value" => new([[.. discriminator["values"]!.AsArray().Select(v => (v!["path"]!.GetValue<string>(), v["value"]!.ToString()))]]),
            "type" => new([]),
            var other => throw new ArgumentException($"No slice is known that is told by '{other}'."),
        };
    }

    private static IEnumerable<IReadOnlyList<(string, string)>> Systems(Guide guide, string valueSet) =>
        Package.Definitions(guide, "ValueSet").Single(v => v["url"]!.GetValue<string>() == valueSet)["compose"]!["include"]!.AsArray()
            .Select(i => i!["system"]!.GetValue<string>()).Distinct().Select(s => (IReadOnlyList<(string, string)>)[("system", s)]);

    private static IEnumerable<JsonNode> At(JsonNode node, ReadOnlySpan<string> steps)
    {
        if (node is JsonArray list)
        {
            var all = new List<JsonNode>();
            foreach (var item in list)
                all.AddRange(At(item!, steps));
            return all;
        }

        if (steps.IsEmpty)
            return [node];
        return node is JsonObject element && element[steps[0]] is { } next ? At(next, steps[1..]) : [];
    }
}
