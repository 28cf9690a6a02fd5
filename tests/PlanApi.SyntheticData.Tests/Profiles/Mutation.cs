using System.Text.Json.Nodes;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <summary>A mistake planted in a resource that is right.</summary>
/// <param name="Element">The id of the profile's element that it breaks.</param>
internal sealed record Mutation(string Kind, string Element, Action<JsonObject> Plant)
{
    private const string Nonsense = "no-such-code";

    public override string ToString() => $"{Kind}: {Element}";

    /// <summary>One of each kind for each element that the resource has a value for.</summary>
    public static IEnumerable<Mutation> Of(Profile profile, JsonObject resource) =>
        In(profile, profile.Root, new(profile.Type, resource, "", null), []).DistinctBy(m => m.ToString());

    /// <param name="telling">Ids of the elements that make values those of slices that may do without them: a value that loses them is of no slice, and right.</param>
    private static IEnumerable<Mutation> In(Profile profile, ElementNode element, ElementValue at, IReadOnlyList<string> telling)
    {
        foreach (var child in profile.ChildrenOf(element))
        {
            var values = at.Of(child);
            foreach (var mutation in OfValues(profile, child, values, telling))
            {
                yield return mutation;
            }

            foreach (var slice in child.Slices)
            {
                List<ElementValue> ofSlice = [.. values.Where(v => Slicing.SliceOf(child, v) == slice)];
                foreach (var mutation in OfValues(profile, slice, ofSlice, ofSlice.Count <= slice.Min ? telling : [.. telling, .. Telling(child, slice)]))
                {
                    yield return mutation;
                }
            }
        }
    }

    private static IEnumerable<string> Telling(ElementNode sliced, ElementNode slice) => sliced.Discriminators.Select(d => d.Path == "$this" ? slice.Id : $"{slice.Id}.{d.Path}");

    private static bool IsWithin(string id, string other) => id == other || id.StartsWith(other + ".", StringComparison.Ordinal);

    private static IEnumerable<Mutation> OfValues(Profile profile, ElementNode element, IReadOnlyList<ElementValue> values, IReadOnlyList<string> telling)
    {
        if (values.Count == 0)
        {
            yield break;
        }

        foreach (var mutation in telling.Any(t => IsWithin(t, element.Id) || IsWithin(element.Id, t)) ? [] : OfElement(element, values))
        {
            yield return mutation;
        }

        foreach (var value in values)
        {
            foreach (var mutation in In(profile, element, value, telling))
            {
                yield return mutation;
            }
        }
    }

    private static IEnumerable<Mutation> OfElement(ElementNode element, IReadOnlyList<ElementValue> values)
    {
        if (element.Min > 0)
        {
            yield return new("what is asked for is missing", element.Id, root => Remove(root, values));
        }

        if (element.IsFixed)
        {
            yield return new("what is fixed is something else", element.Id, root => RecodeAll(root, values));
        }

        if (element.Binding is { Strength: "required" } binding && Bindings.Codings(values[0].Node!).Any(c => ValueSets.Contains(binding.ValueSet, c.System, c.Code) == Membership.In))
        {
            yield return new("a code is not of the set", element.Id, root => RecodeAll(root, values));
        }
    }

    private static void Remove(JsonObject root, IReadOnlyList<ElementValue> values)
    {
        foreach (var value in values.Reverse())
        {
            switch (Parent(root, value.Path, out var key))
            {
                case JsonArray list:
                    list.RemoveAt((int)key);
                    break;
                case JsonObject o:
                    o.Remove((string)key);
                    o.Remove("_" + (string)key);
                    break;
            }
        }
    }

    private static void RecodeAll(JsonObject root, IReadOnlyList<ElementValue> values)
    {
        foreach (var value in values)
        {
            Recode(Parent(root, value.Path, out var key), key);
        }
    }

    /// <summary>Makes every code of a value one that no system has; a text that is fixed another text; a fixed object an empty one.</summary>
    private static void Recode(JsonNode parent, object key)
    {
        var value = key is int i ? parent[i] : parent[(string)key];
        switch (value)
        {
            case JsonObject o when o["coding"] is JsonArray codings:
                codings.OfType<JsonObject>().ToList().ForEach(c => c["code"] = Nonsense);
                break;
            case JsonObject o:
                o.Where(p => p.Value is JsonValue v && v.TryGetValue<string>(out _)).Select(p => p.Key).ToList().ForEach(k => o[k] = Nonsense);
                break;
            case JsonValue v:
                JsonNode other = v.TryGetValue<bool>(out var said) ? !said : Nonsense;
                if (key is int at)
                {
                    parent[at] = other;
                }
                else
                {
                    parent[(string)key] = other;
                }

                break;
        }
    }

    /// <param name="key">The name or the place of the value in its parent.</param>
    private static JsonNode Parent(JsonObject root, string path, out object key)
    {
        var steps = path.Split('.').Skip(1).SelectMany(s => s.TrimEnd(']').Split('[')).Select(s => int.TryParse(s, out var i) ? (object)i : s).ToList();
        key = steps[^1];
        return steps[..^1].Aggregate((JsonNode)root, (node, step) => step is int i ? node[i]! : node[(string)step]!);
    }
}
