namespace PlanApi.SyntheticData.Codes;

/// <summary>Profiles with the versions that the data conforms to.</summary>
internal static class Profiles
{
    public static string UsCore(string name) => $"http://hl7.org/fhir/us/core/StructureDefinition/us-core-{name}|6.1.0";

    /// <summary>Profiles of US Core whose ids lack its prefix, such as <c>pediatric-bmi-for-age</c>.</summary>
    public static string UsCoreUnprefixed(string name) => $"http://hl7.org/fhir/us/core/StructureDefinition/{name}|6.1.0";

    public static string Carin(string name) => $"http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-{name}|2.0.0";

    public const string PriorAuthorization = "http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/pdex-priorauthorization|2.0.0";
}
