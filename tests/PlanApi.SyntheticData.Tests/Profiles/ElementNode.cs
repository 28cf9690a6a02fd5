using System.Text.Json.Nodes;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <summary>An element of a profile's snapshot, with the elements below it and, where it is sliced, its slices.</summary>
internal sealed class ElementNode(JsonObject definition)
{
    /// <summary>Such as <c>ExplanationOfBenefit.item:first.adjudication</c>.</summary>
    public string Id { get; } = definition["id"]!.GetValue<string>();

    /// <summary>The last part of the path, such as <c>value[x]</c>.</summary>
    public string Name { get; } = definition["path"]!.GetValue<string>().Split('.')[^1];

    public string? SliceName => (string?)definition["sliceName"];

    public int Min => (int?)definition["min"] ?? 0;

    public int Max => (string?)definition["max"] is { } max and not "*" ? int.Parse(max, System.Globalization.CultureInfo.InvariantCulture) : int.MaxValue;

    public bool IsMustSupport => (bool?)definition["mustSupport"] == true;

    public bool IsChoice => Name.EndsWith("[x]", StringComparison.Ordinal);

    public string ChoiceStem => Name[..^3];

    /// <summary>The value that must be there as it is; null where there is none.</summary>
    public JsonNode? Fixed => Starting("fixed");

    /// <summary>What the value must have at least; null where there is none.</summary>
    public JsonNode? Pattern => Starting("pattern");

    public bool IsFixed => (Fixed ?? Pattern) is not null;

    /// <summary>Whether its code is given, here or one level below.</summary>
    public bool FixesCode => IsFixed || Children.Any(c => c is { IsFixed: true, Name: "code" or "coding" });

    public string? ContentReference => (string?)definition["contentReference"];

    public IReadOnlyList<ElementType> Types { get; } = [.. (definition["type"]?.AsArray() ?? []).Select(t => new ElementType(
        t!["code"]!.GetValue<string>(), Texts(t["profile"]), Texts(t["targetProfile"])))];

    public (string Strength, string ValueSet)? Binding =>
        definition["binding"] is { } binding && (string?)binding["valueSet"] is { } set ? (binding["strength"]!.GetValue<string>(), set) : null;

    public IReadOnlyList<(string Key, string Expression)> Invariants { get; } = [.. (definition["constraint"]?.AsArray() ?? [])
        .Where(c => (string?)c!["severity"] == "error" && (string?)c["expression"] is not null).Select(c => (c!["key"]!.GetValue<string>(), c["expression"]!.GetValue<string>()))];

    public bool IsSliced => definition["slicing"] is not null;

    public bool IsClosed => (string?)definition["slicing"]?["rules"] == "closed";

    public IReadOnlyList<(string Type, string Path)> Discriminators { get; } = [.. (definition["slicing"]?["discriminator"]?.AsArray() ?? [])
        .Select(d => (d!["type"]!.GetValue<string>(), d["path"]!.GetValue<string>()))];

    public List<ElementNode> Children { get; } = [];

    public List<ElementNode> Slices { get; } = [];

    /// <summary>The element at a relative path such as <c>coding.code</c>, as far as the snapshot goes.</summary>
    public ElementNode? At(IEnumerable<string> path)
    {
        var node = this;
        foreach (var part in path)
        {
            node = node?.Children.FirstOrDefault(c => c.Name == part || (c.IsChoice && c.ChoiceStem == part));
        }

        return node;
    }

    private JsonNode? Starting(string prefix) => definition.FirstOrDefault(p => p.Key.StartsWith(prefix, StringComparison.Ordinal)).Value;

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(t => t!.GetValue<string>())];
}

/// <param name="Code">A type of FHIR, or an address of a system type.</param>
internal sealed record ElementType(string Code, IReadOnlyList<string> Profiles, IReadOnlyList<string> Targets);
