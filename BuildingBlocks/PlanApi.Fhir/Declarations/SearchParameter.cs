using Hl7.Fhir.Model;

namespace PlanApi.Fhir;

/// <summary>The kinds of search parameter of R4 that this server indexes (search.html#ptypes).</summary>
public enum SearchKind
{
    Token,
    Reference,
    Text,
    Date,
    Uri,
    Number,
    Quantity,

    /// <summary>Two parameters of one element, asked for as <c>one$other</c>.</summary>
    Composite,

    /// <summary>A place on earth, asked for by distance: <c>Location.near</c>.</summary>
    Position,
}

/// <summary>One search parameter of one type.</summary>
public sealed record SearchParameter
{
    /// <summary>The name in the URL, e.g. <c>address-city</c>.</summary>
    public required string Name { get; init; }

    public required SearchKind Kind { get; init; }

    /// <summary>FHIRPath that finds the values in a resource; of a composite, the elements that its components are of.</summary>
    public required string Expression { get; init; }

    /// <summary>The canonical URL of the definition.</summary>
    public required string Definition { get; init; }

    /// <summary>The types a reference may point to; empty for the other kinds.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The two parts of a composite, their expressions relative to its elements; empty for the other kinds.</summary>
    public IReadOnlyList<SearchParameter> Components { get; init; } = [];

    /// <summary>Parameters of R4's own definitions for a type, by name.</summary>
    /// <exception cref="ArgumentException">R4 defines no such parameter for the type.</exception>
    public static IReadOnlyList<SearchParameter> Of(string type, params ReadOnlySpan<string> names)
    {
        var found = new List<SearchParameter>(names.Length);
        foreach (var name in names)
            found.Add(FromModel(type, name));
        return found;
    }

    private static SearchParameter FromModel(string type, string name)
    {
        var definition = ModelInfo.SearchParameters.FirstOrDefault(p => p.Resource == type && p.Name == name)
            ?? throw new ArgumentException($"R4 defines no search parameter '{name}' for {type}.", nameof(name));
        return new()
        {
            Name = name,
            Kind = KindOf(definition),
            Expression = definition.Expression ?? throw new ArgumentException($"R4 gives no expression for '{name}' of {type}.", nameof(name)),
            Definition = definition.Url ?? "",
            Targets = [.. (definition.Target ?? []).Select(t => t.ToString())],
            Components = [.. (definition.Component ?? []).Select(c => Component(name, c.Definition!, c.Expression!))],
        };
    }

    // A component is indexed and asked for under the name of the composite.
    private static SearchParameter Component(string composite, string definition, string expression)
    {
        var part = ModelInfo.SearchParameters.FirstOrDefault(p => p.Url == definition)
            ?? throw new ArgumentException($"R4 does not define '{definition}', a part of '{composite}'.", nameof(definition));
        return new() { Name = composite, Kind = KindOf(part), Expression = expression, Definition = definition, Targets = [.. (part.Target ?? []).Select(t => t.ToString())] };
    }

    private static SearchKind KindOf(SearchParamDefinition definition) => definition.Type switch
    {
        SearchParamType.Token => SearchKind.Token,
        SearchParamType.Reference => SearchKind.Reference,
        SearchParamType.String => SearchKind.Text,
        SearchParamType.Date => SearchKind.Date,
        SearchParamType.Uri => SearchKind.Uri,
        SearchParamType.Number => SearchKind.Number,
        SearchParamType.Quantity => SearchKind.Quantity,
        SearchParamType.Composite => SearchKind.Composite,
        SearchParamType.Special when definition is { Resource: "Location", Name: "near" } => SearchKind.Position,
        _ => throw new ArgumentException($"Search parameters of type {definition.Type} are not indexed.", nameof(definition)),
    };
}
