namespace PlanApi.ProviderDirectory.Contracts;

/// <summary>Where the public directory answers.</summary>
public static class DirectoryAddress
{
    /// <summary>Path of the FHIR base: public, no token.</summary>
    public const string FhirBase = "/directory/fhir";
}
