using Hl7.Fhir.Model;

namespace PlanApi.Fhir;

/// <summary>The kinds of search parameter of R4 that this server indexes.</summary>
public enum SearchKind
{
    Token,
    Reference,
    Text,
    Date,
    Uri,
}

/// <summary>One search parameter of one type.</summary>
public sealed record SearchParameter
{
    /// <summary>The name in the URL, e.g. <c>address-city</c>.</summary>
    public required string Name { get; init; }

    public required SearchKind Kind { get; init; }

    /// <summary>FHIRPath that finds the values in a resource.</summary>
    public required string Expression { get; init; }

    /// <summary>The canonical URL of the definition.</summary>
    public required string Definition { get; init; }

    /// <summary>The types a reference may point to; empty for the other kinds.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

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
            Kind = KindOf(definition.Type),
            Expression = definition.Expression ?? throw new ArgumentException($"R4 gives no expression for '{name}' of {type}.", nameof(name)),
            Definition = definition.Url ?? "",
            Targets = [.. (definition.Target ?? []).Select(t => t.ToString())],
        };
    }

    private static SearchKind KindOf(SearchParamType type) => type switch
    {
        SearchParamType.Token => SearchKind.Token,
        SearchParamType.Reference => SearchKind.Reference,
        SearchParamType.String => SearchKind.Text,
        SearchParamType.Date => SearchKind.Date,
        SearchParamType.Uri => SearchKind.Uri,
        _ => throw new ArgumentException($"Search parameters of type {type} are not indexed.", nameof(type)),
    };
}
