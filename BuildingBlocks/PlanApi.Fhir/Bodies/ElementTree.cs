using System.Collections.Frozen;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Bodies;

/// <summary>Which elements of a JSON object stay: whole, or in part where there is a tree below.</summary>
internal sealed class ElementTree
{
    private readonly FrozenDictionary<string, ElementTree?> _named;
    private readonly (string Name, ElementTree? Below)[] _choices;

    private ElementTree(IEnumerable<(PropertyMapping Property, ElementTree? Below)> kept)
    {
        var all = kept.ToList();
        _named = all.Where(k => k.Property.Choice != ChoiceType.DatatypeChoice).ToFrozenDictionary(k => k.Property.Name, k => k.Below, StringComparer.Ordinal);
        _choices = [.. all.Where(k => k.Property.Choice == ChoiceType.DatatypeChoice).Select(k => (k.Property.Name, k.Below))];
    }

    /// <summary>Elements of a resource type that fulfil a condition, whole.</summary>
    public static ElementTree Of(string type, Func<PropertyMapping, bool> kept) =>
        new(Elements(type).Where(kept).Select(p => (p, (ElementTree?)null)));

    /// <summary>The elements that the definitions mark as summary, those of elements within elements too.</summary>
    public static ElementTree Summary(string type) => Summary(ClassOf(type));

    /// <summary>The elements that the definition of a resource type has.</summary>
    public static IEnumerable<PropertyMapping> Elements(string type) => ClassOf(type).PropertyMappings;

    /// <summary>Whether an element of this JSON name stays, and how much of it (null for all).</summary>
    public bool Keeps(string name, out ElementTree? below)
    {
        // Extensions of a primitive stand beside it, under its name with an underscore (json.html#primitive).
        if (name[0] == '_')
            name = name[1..];
        if (_named.TryGetValue(name, out below))
            return true;
        foreach (var choice in _choices)
        {
            if (name.Length > choice.Name.Length && char.IsAsciiLetterUpper(name[choice.Name.Length]) && name.StartsWith(choice.Name, StringComparison.Ordinal))
            {
                below = choice.Below;
                return true;
            }
        }

        return false;
    }

    private static ElementTree Summary(ClassMapping type) => new(
        type.PropertyMappings.Where(p => p.InSummary).Select(p => (p, p.PropertyTypeMapping is { IsBackboneType: true } inner ? Summary(inner) : null)));

    private static ClassMapping ClassOf(string type) =>
        ModelInfo.ModelInspector.FindClassMapping(type) ?? throw new ArgumentException($"{type} is no R4 resource type.", nameof(type));
}
