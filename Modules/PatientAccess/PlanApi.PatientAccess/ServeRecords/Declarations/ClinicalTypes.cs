using PlanApi.Fhir;
using static PlanApi.PatientAccess.ServeRecords.Declarations.RecordTypes;

namespace PlanApi.PatientAccess.ServeRecords.Declarations;

/// <summary>What was found: visits, conditions, allergies, results, reports and documents (US Core 6.1.0).</summary>
internal static class ClinicalTypes
{
    public static IReadOnlyList<ResourceDeclaration> All { get; } =
    [
        Encounter(),
        Condition(),
        OwnedBy("AllergyIntolerance.patient", [.. UsCoreOf("AllergyIntolerance", "patient", "clinical-status"), .. SearchParameter.Of("AllergyIntolerance", "code", "date")]) with
        {
            Profiles = UsCore("us-core-allergyintolerance"),
            Combinations = ["patient+clinical-status"],
            MainDate = "date",
        },
        Observation(),
        OwnedBy(
            "DiagnosticReport.subject",
            [.. UsCoreOf("DiagnosticReport", "patient", "status", "category", "code", "date"), .. SearchParameter.Of("DiagnosticReport", "encounter", "result")]) with
        {
            Profiles = UsCore("us-core-diagnosticreport-lab", "us-core-diagnosticreport-note"),
            Combinations = ["patient+category", "patient+category+date", "patient+code", "patient+code+date", "patient+status"],
            Includes = ["patient", "encounter", "result"],
            MainDate = "date",
        },
        OwnedBy(
            "DocumentReference.subject",
            [.. UsCoreOf("DocumentReference", "patient", "status", "category", "type", "date", "period"), .. SearchParameter.Of("DocumentReference", "encounter")]) with
        {
            Profiles = UsCore("us-core-documentreference"),
            Interactions = [.. ResourceDeclaration.DefaultInteractions, Interaction.DocRef],
            Combinations = ["patient+category", "patient+category+date", "patient+type", "patient+type+period", "patient+status"],
            Includes = ["patient", "encounter"],
            MainDate = "date",
        },
        OwnedBy("Specimen.subject", [.. UsCoreOf("Specimen", "patient"), .. SearchParameter.Of("Specimen", "type")]) with { Profiles = UsCore("us-core-specimen") },
    ];

    private static ResourceDeclaration Encounter() => OwnedBy(
        "Encounter.subject",
        [
            .. UsCoreOf("Encounter", "patient", "date", "class", "identifier", "status", "type", "location"),
            Guide("discharge-disposition", SearchKind.Token, "Encounter.hospitalization.dischargeDisposition", UsCoreDefinition("encounter-discharge-disposition")),
            .. SearchParameter.Of("Encounter", "participant", "service-provider"),
        ]) with
    {
        Profiles = UsCore("us-core-encounter"),
        Combinations = ["date+patient", "class+patient", "patient+type", "patient+status", "patient+location", "patient+discharge-disposition"],
        Includes = ["patient", "location", "participant", "service-provider"],
        MainDate = "date",
    };

    private static ResourceDeclaration Condition() => OwnedBy(
        "Condition.subject",
        [
            .. UsCoreOf("Condition", "patient", "category", "clinical-status", "code", "encounter", "onset-date", "abatement-date", "recorded-date"),
            Guide(
                "asserted-date",
                SearchKind.Date,
                "Condition.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate').value",
                UsCoreDefinition("condition-asserted-date")),
        ]) with
    {
        Profiles = UsCore("us-core-condition-problems-health-concerns", "us-core-condition-encounter-diagnosis"),
        Combinations =
        [
            "patient+category", "patient+category+clinical-status", "patient+category+encounter", "patient+clinical-status", "patient+code",
            "patient+onset-date", "patient+asserted-date", "patient+recorded-date", "patient+abatement-date",
        ],
        Includes = ["patient", "encounter"],
        MainDate = "recorded-date",
    };

    private static ResourceDeclaration Observation() => OwnedBy(
        "Observation.subject",
        [
            .. UsCoreOf("Observation", "patient", "category", "code", "date", "status"),
            .. SearchParameter.Of("Observation", "encounter", "performer", "value-quantity", "value-concept", "code-value-quantity"),
        ]) with
    {
        Profiles = UsCore(
            "us-core-observation-lab",
            "us-core-observation-clinical-result",
            "us-core-observation-occupation",
            "us-core-observation-pregnancyintent",
            "us-core-observation-pregnancystatus",
            "us-core-observation-screening-assessment",
            "us-core-observation-sexual-orientation",
            "us-core-simple-observation",
            "us-core-smokingstatus",
            "us-core-vital-signs",
            "us-core-blood-pressure",
            "us-core-bmi",
            "us-core-body-height",
            "us-core-body-temperature",
            "us-core-body-weight",
            "us-core-head-circumference",
            "us-core-heart-rate",
            "us-core-pulse-oximetry",
            "us-core-respiratory-rate",
            "head-occipital-frontal-circumference-percentile",
            "pediatric-bmi-for-age",
            "pediatric-weight-for-height"),
        Combinations = ["patient+category", "patient+category+date", "patient+category+status", "patient+code", "patient+code+date"],
        Includes = ["patient", "encounter", "performer"],
        MainDate = "date",
    };
}
