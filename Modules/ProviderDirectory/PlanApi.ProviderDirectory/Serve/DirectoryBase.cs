using PlanApi.BuildingBlocks.Modules;
using PlanApi.Fhir;
using PlanApi.ProviderDirectory.Contracts;

namespace PlanApi.ProviderDirectory.Serve;

/// <summary>The directory for the developer documentation.</summary>
internal sealed class DirectoryBase(FhirBranches branches) : IFhirBase
{
    public string Key => "directory";

    public string Title => "Provider Directory API";

    public string Meaning => "Doctors, hospitals, pharmacies, networks and drug plans: Plan-Net 1.1.0 and US Drug Formulary 2.0.1. It is open to everyone, without a token.";

    public string Path => DirectoryAddress.FhirBase;

    public (int Usual, int Most) PageSize => FhirBranch.PageSize;

    public SearchLimits SearchLimits
    {
        get
        {
            var (chained, sorted, near, included, time) = FhirBranch.SearchLimits;
            return new(chained, sorted, near, included, time);
        }
    }

    public ReadOnlyMemory<byte> CapabilityStatement => branches[DirectoryBranch.Name].CapabilityStatement;
}
