using System.Text.Json.Nodes;
using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <summary>A value that an object has for an element.</summary>
/// <param name="Node">The JSON value; null for a primitive that has extensions alone.</param>
/// <param name="Type">The type that the name of a choice tells; "" elsewhere.</param>
/// <param name="Poco">The same value in the model.</param>
internal sealed record ElementValue(string Path, JsonNode? Node, string Type, PocoNode? Poco)
{
    /// <summary>The values of a child element, in order.</summary>
    public IReadOnlyList<ElementValue> Of(ElementNode child)
    {
        if (Node is not JsonObject parent)
        {
            return [];
        }

        var (key, type) = child.IsChoice ? Choice(parent, child.ChoiceStem) : (child.Name, "");
        if (key is null || (parent[key] ?? parent["_" + key]) is null)
        {
            return [];
        }

        List<PocoNode> pocos = Poco is null ? [] : new[] { Poco }.FlatChildren(child.IsChoice ? child.ChoiceStem : child.Name).ToList();
        if (parent[key] is JsonArray list)
        {
            return [.. list.Select((item, i) => new ElementValue($"{Path}.{key}[{i}]", item, type, pocos.ElementAtOrDefault(i)))];
        }

        return [new($"{Path}.{key}", parent[key], type, pocos.FirstOrDefault())];
    }

    private static (string? Key, string Type) Choice(JsonObject parent, string stem)
    {
        var key = parent.Select(p => p.Key.TrimStart('_')).FirstOrDefault(k => k.Length > stem.Length && k.StartsWith(stem, StringComparison.Ordinal) && char.IsUpper(k[stem.Length]));
        return (key, key is null ? "" : TypeOf(key[stem.Length..]));
    }

    // valueString is a string, valueQuantity a Quantity: primitive types begin small.
    private static string TypeOf(string suffix) => ModelInfo.IsPrimitive(char.ToLowerInvariant(suffix[0]) + suffix[1..]) ? char.ToLowerInvariant(suffix[0]) + suffix[1..] : suffix;
}
