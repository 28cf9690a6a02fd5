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
            SearchParameters = UsCoreOf("Patient", "identifier", "name", "family", "given", "birthdate", "gender", "death-date"),
            Combinations = ["birthdate+name", "gender+name", "birthdate+family", "family+gender", "death-date+family"],
            RevIncludes = ["Provenance:target"],
            Interactions = [.. ResourceDeclaration.DefaultInteractions, Interaction.Everything],
        },
        OwnedBy("RelatedPerson.patient", [.. UsCoreOf("RelatedPerson", "patient", "name"), .. SearchParameter.Of("RelatedPerson", "identifier")]) with
        {
            Profiles = [.. UsCore("us-core-relatedperson"), .. Carin("RelatedPerson")],
            Combinations = ["patient+name"],
        },
    ];

    public static ResourceDeclaration Provenance { get; } = new()
    {
        Type = "Provenance",
        Ownership = Ownership.OfTargets("Provenance.target"),
        Profiles = [.. UsCore("us-core-provenance"), .. Pdex("pdex-provenance")],
        SearchParameters = SearchParameter.Of("Provenance", "patient", "target", "recorded", "agent"),
        Includes = ["target", "agent"],
        MainDate = "recorded",
    };
}
