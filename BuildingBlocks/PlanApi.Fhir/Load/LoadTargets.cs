namespace PlanApi.Fhir;

/// <summary>The one <c>load</c> command's work: picks the branch by the name operators know it by and tells what happens.</summary>
public sealed class LoadTargets(FhirBranches branches)
{
    /// <summary>The targets that can be loaded, e.g. <c>directory</c> and <c>members</c>.</summary>
    public IReadOnlyList<string> Names => [.. branches.All.Select(b => b.Declaration.LoadTarget).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>Runs <c>load [target] [path]</c>.</summary>
    /// <param name="rejectsFolder">Folder for the file of rejects.</param>
    /// <returns>0 when everything was loaded or already there, 1 when something was rejected or failed, 2 for wrong arguments.</returns>
    public Task<int> Run(IReadOnlyList<string> arguments, string rejectsFolder, TextWriter output, CancellationToken ct) => throw new NotImplementedException();
}
