using PlanApi.BuildingBlocks.Store;
using PlanApi.Fhir;

namespace PlanApi.ProviderDirectory.Serve;

/// <summary>The directory's collections, kept by the FHIR core.</summary>
internal sealed class DirectoryDb(FhirBranches branches) : IModuleDb
{
    public FhirBranch Branch => branches[DirectoryBranch.Name];

    public Task EnsureIndexes(CancellationToken ct) => Branch.EnsureIndexes(ct);
}
