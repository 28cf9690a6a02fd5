namespace PlanApi.Conformance.Tests;

/// <summary>What a guide asks and the product does not do, each with its reason.</summary>
internal static class Exceptions
{
    /// <summary>
    /// Apps do not write: data come by load only. The history of a whole type is asked by PDex of Coverage alone, without saying how strongly,
    /// where all else is MAY; that of each resource is served.
    /// </summary>
    public static readonly IReadOnlySet<string> Interactions = new HashSet<string> { "create", "history-type" };

    /// <summary>
    /// PDex lists member-match, without saying how strongly: by it another payer asks, not an app.
    /// </summary>
    public static readonly IReadOnlySet<string> Operations = new HashSet<string> { "http://hl7.org/fhir/us/davinci-hrex/OperationDefinition/member-match" };

    /// <summary>
    /// Types of US Core and PDex that no app can be granted here: the product's scope list has none of them. Endpoints and services are in
    /// the directory.
    /// </summary>
    public static readonly IReadOnlySet<string> Types = new HashSet<string> { "Endpoint", "HealthcareService", "Media", "Questionnaire", "QuestionnaireResponse", "ValueSet" };

    /// <summary>
    /// Profiles of US Core 3.1.1 and of R4 that US Core 6.1.0, the version claimed, has replaced; what conforms to them is served too. The
    /// abstract profile of claims has no resources of its own.
    /// </summary>
    public static readonly IReadOnlySet<string> Profiles = new HashSet<string>
    {
        "http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition",
        "http://hl7.org/fhir/StructureDefinition/bodyheight",
        "http://hl7.org/fhir/StructureDefinition/bodytemp",
        "http://hl7.org/fhir/StructureDefinition/bodyweight",
        "http://hl7.org/fhir/StructureDefinition/bp",
        "http://hl7.org/fhir/StructureDefinition/heartrate",
        "http://hl7.org/fhir/StructureDefinition/resprate",
        "http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit",
    };

    /// <summary>
    /// PDex 2.0.0 lists the combinations of MedicationRequest for MedicationDispense too; neither it nor US Core nor R4 defines a parameter
    /// <c>intent</c> there, and a dispense has none.
    /// </summary>
    public static readonly IReadOnlySet<string> Parameters = new HashSet<string> { "PDex 2.0.0 MedicationDispense.intent" };
}
