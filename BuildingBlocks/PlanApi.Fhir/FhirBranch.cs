namespace PlanApi.Fhir;

/// <summary>A FHIR endpoint with its store, as its module declared it.</summary>
public sealed class FhirBranch
{
    internal FhirBranch(FhirBranchDeclaration declaration) => Declaration = declaration;

    /// <summary>What the module declared.</summary>
    public FhirBranchDeclaration Declaration { get; }

    /// <summary>The store as one asker may see it: the only way to read.</summary>
    public ISearchRepository As(Access access) => throw new NotImplementedException();

    /// <summary>The way to write.</summary>
    public IResourceChangeRepository Changes => throw new NotImplementedException();

    /// <summary>A search from the server's own code, e.g. <c>Query("Coverage", ("beneficiary", "Patient/1"))</c>.</summary>
    /// <exception cref="ArgumentException">The search would be refused from a request: unknown type or parameter, malformed value.</exception>
    public SearchQuery Query(string type, params IReadOnlyList<(string Name, string Value)> arguments) => throw new NotImplementedException();

    /// <summary>Makes the collections' indexes; cheap when they are there.</summary>
    public Task EnsureIndexes(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// Loads a file or folder: FHIR bundles, NDJSON or single resources, each possibly <c>.gz</c>. Streams; loading again changes nothing.
    /// </summary>
    public Task<LoadReport> Load(LoadRequest request, IProgress<LoadReport>? progress, CancellationToken ct) => throw new NotImplementedException();
}
