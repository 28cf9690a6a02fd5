namespace PlanApi.PatientAccess.Contracts;

/// <summary>Where patient data answers: paths of the two FHIR bases. A token is good for one of them.</summary>
public static class PatientAccessAddress
{
    /// <summary>Members' records.</summary>
    public const string FhirBase = "/fhir";

    /// <summary>Synthetic patients of vendor organizations.</summary>
    public const string SandboxFhirBase = "/sandbox/fhir";
}
