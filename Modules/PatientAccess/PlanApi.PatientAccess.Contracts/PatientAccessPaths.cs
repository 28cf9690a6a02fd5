namespace PlanApi.PatientAccess.Contracts;

/// <summary>Addresses of this module, for the modules whose pages link to them.</summary>
public static class PatientAccessPaths
{
    /// <summary>The FHIR base of synthetic patients; the <c>iss</c> of a sandbox launch.</summary>
    public const string SandboxFhir = "/sandbox/fhir";

    /// <summary>The FHIR base of members; the <c>iss</c> of a production launch.</summary>
    public const string Fhir = "/fhir";

    /// <summary>A vendor's synthetic patients and their resources.</summary>
    public const string MyData = "/sandbox/my-data";

    /// <summary>Where a vendor makes, adds or resets a synthetic patient.</summary>
    public const string Initialize = "/sandbox/my-data/initialize";

    /// <summary>The signed-in member's own record, and those of persons the member acts for.</summary>
    public const string MemberData = "/member/data";
}
