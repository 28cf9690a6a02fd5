using System.Collections.Frozen;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir;

/// <summary>A declaration made ready for use: parameters by name and the compiled indexer.</summary>
internal sealed class DeclaredType
{
    public DeclaredType(ResourceDeclaration declaration)
    {
        Declaration = declaration;
        Parameters = declaration.SearchParameters.Concat(CommonParameters.Indexed).ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
        Indexer = new(declaration);
        OwnerParameters = declaration.Ownership is Ownership.PatientAt at
            ? Parameters.Values.Where(p => p.Kind == SearchKind.Reference && CompiledPath.Own(declaration.Type, p.Expression) is { } own
                && (own == at.Path || own == $"{at.Path}.where(resolve() is Patient)")).Select(p => p.Name).ToFrozenSet(StringComparer.Ordinal)
            : [];
        Check();
    }

    public ResourceDeclaration Declaration { get; }

    public FrozenDictionary<string, SearchParameter> Parameters { get; }

    public ResourceIndexer Indexer { get; }

    /// <summary>Parameters that say nothing more than the owner does, once a search is restricted to one.</summary>
    public FrozenSet<string> OwnerParameters { get; }

    /// <summary>Parameters that <c>_include</c> may follow.</summary>
    public IEnumerable<string> Includable => Declaration.Includes.Select(i => i.Split(':')[0]).Distinct();

    public bool IsPatient => Declaration.Ownership is Ownership.TheResource;

    public bool IsShared => Declaration.Ownership is Ownership.SharedByReference;

    private void Check()
    {
        foreach (var include in Declaration.Includes)
        {
            var parts = include.Split(':');
            if (!Parameters.TryGetValue(parts[0], out var parameter) || parameter.Kind != SearchKind.Reference || (parts.Length > 1 && !parameter.Targets.Contains(parts[1])))
                throw new InvalidOperationException($"{Declaration.Type} declares the include '{include}', which is none of its reference parameters.");
        }

        foreach (var name in Declaration.Combinations.SelectMany(c => c.Split('+')))
        {
            if (!Parameters.ContainsKey(name))
                throw new InvalidOperationException($"{Declaration.Type} declares a combination with '{name}', which is none of its parameters.");
        }

        foreach (var (token, reference) in Declaration.Pairs)
        {
            if (!Is(token, SearchKind.Token) || !Is(reference, SearchKind.Reference))
                throw new InvalidOperationException($"{Declaration.Type} declares the pair '{token}' and '{reference}', which are no token and reference of its parameters.");
        }

        foreach (var composite in Parameters.Values.Where(p => p.Kind == SearchKind.Composite))
        {
            if (composite.Components is not [{ Kind: SearchKind.Token or SearchKind.Reference }, { Kind: not (SearchKind.Composite or SearchKind.Position) }])
                throw new InvalidOperationException($"{Declaration.Type} declares the composite '{composite.Name}', which is not of a token or reference and one other value.");
        }

        if (Declaration.MainDate is { } main && !Is(main, SearchKind.Date))
            throw new InvalidOperationException($"{Declaration.Type} declares the main date '{main}', which is none of its date parameters.");
    }

    private bool Is(string name, SearchKind kind) => Parameters.TryGetValue(name, out var parameter) && parameter.Kind == kind;
}
