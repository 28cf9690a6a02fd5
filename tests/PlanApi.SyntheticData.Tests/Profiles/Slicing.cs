using System.Text.Json.Nodes;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <summary>Which slice of a sliced element a value belongs to.</summary>
internal static class Slicing
{
    /// <summary>The first slice whose discriminators the value has; null where it is of none.</summary>
    public static ElementNode? SliceOf(ElementNode sliced, ElementValue value) => sliced.Slices.FirstOrDefault(s => sliced.Discriminators.Count > 0 && sliced.Discriminators.All(d => Has(s, d, value)));

    private static bool Has(ElementNode slice, (string Type, string Path) discriminator, ElementValue value)
    {
        if (discriminator.Type == "type")
        {
            return slice.Types.Any(t => t.Code == value.Type);
        }

        if (discriminator is { Path: "url" } && slice.Types is [{ Code: "Extension", Profiles: [var profile, ..] }])
        {
            return (string?)value.Node?["url"] == profile.Split('|')[0];
        }

        string[] path = discriminator.Path == "$this" ? [] : discriminator.Path.Split('.');
        return Wanted(slice, path) is var (element, wanted) && At(value.Node, path).Any(v => Fits(v, element, wanted));
    }

    /// <summary>The element at the path, and what is fixed there, by itself or by a pattern of an element above it.</summary>
    private static (ElementNode? Element, JsonNode? Wanted)? Wanted(ElementNode slice, string[] path)
    {
        for (var depth = path.Length; depth >= 0; depth--)
        {
            if (slice.At(path[..depth]) is not { } element)
            {
                continue;
            }

            if ((element.Fixed ?? element.Pattern) is { } said)
            {
                var inner = At(said, path[depth..]).FirstOrDefault();
                return inner is null ? null : (element, inner);
            }

            if (depth == path.Length && element.Binding is { Strength: "required" })
            {
                return (element, null);
            }
        }

        return null;
    }

    private static bool Fits(JsonNode value, ElementNode? element, JsonNode? wanted) =>
        wanted is not null ? Patterns.Fits(value, wanted) : Bindings.Codings(value).Any(c => ValueSets.Contains(element!.Binding!.Value.ValueSet, c.System, c.Code) != Membership.Out);

    private static IEnumerable<JsonNode> At(JsonNode? node, IEnumerable<string> path)
    {
        var nodes = Flat(node);
        foreach (var part in path)
        {
            nodes = nodes.SelectMany(n => n is JsonObject o ? Flat(o[part] ?? o.FirstOrDefault(p => p.Key.Length > part.Length && p.Key.StartsWith(part, StringComparison.Ordinal) && char.IsUpper(p.Key[part.Length])).Value) : []);
        }

        return nodes;
    }

    private static IEnumerable<JsonNode> Flat(JsonNode? node) => node is JsonArray list ? list.OfType<JsonNode>() : node is null ? [] : [node];
}

internal static class Patterns
{
    /// <summary>Whether a value has all that a pattern says: for lists, some item for each of the pattern's.</summary>
    public static bool Fits(JsonNode? value, JsonNode pattern) => (value, pattern) switch
    {
        (JsonObject has, JsonObject wants) => wants.All(w => w.Value is null || Fits(has[w.Key], w.Value)),
        (JsonArray has, JsonArray wants) => wants.All(w => has.Any(h => Fits(h, w!))),
        (JsonValue has, JsonValue wants) => JsonNode.DeepEquals(has, wants),
        _ => false,
    };
}
