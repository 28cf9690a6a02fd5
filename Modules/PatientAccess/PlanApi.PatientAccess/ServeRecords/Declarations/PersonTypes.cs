using PlanApi.Fhir;
using static PlanApi.PatientAccess.ServeRecords.Declarations.RecordTypes;

namespace PlanApi.PatientAccess.ServeRecords.Declarations;

/// <summary>The patient, who acts for the patient, and who recorded what.</summary>
internal static class PersonTypes
{
    public static IReadOnlyList<ResourceDeclaration> All { get; } =
    [
        new()
        {
            Type = "Patient",
            Ownership = Ownership.Itself,
            Profiles = [.. UsCore("us-core-patient"), .. Carin("Patient")],
            SearchParameters = SearchParameter.Of("Patient", "identifier", "name", "family", "given", "birthdate", "gender", "death-date"),
            RevIncludes = ["Provenance:target"],
        },
        OwnedBy("RelatedPerson.patient", "patient", "name", "identifier") with { Profiles = [.. UsCore("us-core-relatedperson"), .. Carin("RelatedPerson")] },
    ];

    public static ResourceDeclaration Provenance { get; } = new()
    {
        Type = "Provenance",
        Ownership = Ownership.OfTargets("Provenance.target"),
        Profiles = UsCore("us-core-provenance"),
        SearchParameters = SearchParameter.Of("Provenance", "target", "recorded"),
        Includes = ["target"],
        MainDate = "recorded",
    };
}
