namespace PlanApi.Fhir;

/// <summary>The FHIR endpoints of this host, each made once.</summary>
public sealed class FhirBranches
{
    private readonly Dictionary<string, FhirBranch> _branches;

    public FhirBranches(IEnumerable<FhirBranchDeclaration> declarations, IServiceProvider services)
    {
        _branches = declarations.ToDictionary(d => d.Name, d => new FhirBranch(d, services));
    }

    /// <summary>Every branch.</summary>
    public IReadOnlyCollection<FhirBranch> All => _branches.Values;

    /// <exception cref="KeyNotFoundException">No module declared a branch of this name.</exception>
    public FhirBranch this[string name] => _branches[name];
}
