using PlanApi.BuildingBlocks.Modules;
using PlanApi.Fhir;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>The Patient Access API for the developer documentation; the sandbox's base serves the same.</summary>
internal sealed class PatientAccessBase(RecordBranches branches) : IFhirBase
{
    public string Key => "patient-access";

    public string Title => "Patient Access API";

    public string Meaning => "A member's record: US Core 6.1.0, CARIN Blue Button 2.0.0 and PDex 2.0.0. It takes a token, and shows one patient and what was granted of it.";

    public string Path => PatientAccessPaths.Fhir;

    public (int Usual, int Most) PageSize => FhirBranch.PageSize;

    public SearchLimits SearchLimits
    {
        get
        {
            var (chained, sorted, near, included, time) = FhirBranch.SearchLimits;
            return new(chained, sorted, near, included, time);
        }
    }

    public ReadOnlyMemory<byte> CapabilityStatement => branches.Members.CapabilityStatement;
}
