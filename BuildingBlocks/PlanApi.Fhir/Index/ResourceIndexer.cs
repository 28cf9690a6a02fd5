using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Index;

/// <summary>Extracts from resources of one declared type what they are found by and whose they are.</summary>
internal sealed class ResourceIndexer
{
    private readonly ResourceDeclaration _declaration;
    private readonly (SearchParameter Parameter, CompiledPath Path)[] _parameters;
    private readonly CompositeWriter[] _composites;
    private readonly CompiledPath? _owner;

    public ResourceIndexer(ResourceDeclaration declaration)
    {
        _declaration = declaration;
        _parameters = [.. declaration.SearchParameters.Where(p => p.Kind != SearchKind.Composite).Concat(CommonParameters.Indexed).Select(p => (p, new CompiledPath(declaration.Type, p.Expression)))];
        _composites = [.. declaration.SearchParameters.Where(p => p.Kind == SearchKind.Composite).Select(p => new CompositeWriter(declaration.Type, p))];
        _owner = declaration.Ownership switch
        {
            Ownership.PatientAt at => new(declaration.Type, at.Path),
            Ownership.OwnerOfTargets of => new(declaration.Type, of.Path),
            _ => null,
        };
    }

    public IndexedValues Index(PocoNode node)
    {
        var values = new IndexedValues();
        foreach (var (parameter, path) in _parameters)
        {
            foreach (var value in path.In(node))
                ValueWriter.Write(parameter, value, values);
        }

        foreach (var composite in _composites)
            composite.Write(node, values);
        foreach (var (token, reference) in _declaration.Pairs)
            values.Pair(token, reference);
        if (_declaration.MainDate is { } main)
            values.MainDate = values.Sort.Remove(main, out var date) ? (DateTime)date : DateRange.Start;
        return values;
    }

    /// <summary>The patient it belongs to; null when it is nobody's, or when that is for its targets to say.</summary>
    public string? OwnerOf(PocoNode node, Resource resource)
    {
        if (_declaration.Ownership is Ownership.TheResource)
            return resource.Id;
        if (_declaration.Ownership is not Ownership.PatientAt)
            return null;
        var patients = References(node).Where(r => r.StartsWith("Patient/", StringComparison.Ordinal)).Distinct().Take(2).ToList();
        return patients.Count == 1 ? ReferenceText.IdOf(patients[0]) : null;
    }

    /// <summary>The resources whose owner is this one's owner, as <c>Type/id</c>; null where the type is not owned so.</summary>
    public IReadOnlyList<string>? OwningTargets(PocoNode node) =>
        _declaration.Ownership is Ownership.OwnerOfTargets ? [.. References(node).Distinct()] : null;

    private IEnumerable<string> References(PocoNode node) =>
        _owner!.In(node).OfType<ResourceReference>().Select(r => ReferenceText.Local(r.Reference)).OfType<string>();
}
