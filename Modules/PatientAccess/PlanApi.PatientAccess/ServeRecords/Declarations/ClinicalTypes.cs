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
        OwnedBy("AllergyIntolerance.patient", "patient", "clinical-status", "date") with { Profiles = UsCore("us-core-allergyintolerance"), MainDate = "date" },
        OwnedBy("Observation.subject", "patient", "category", "code", "date", "status", "encounter") with
        {
            Profiles = UsCore(
                "us-core-observation-lab",
                "us-core-blood-pressure",
                "us-core-body-height",
                "us-core-body-weight",
                "us-core-bmi",
                "us-core-heart-rate",
                "us-core-smokingstatus",
                "pediatric-bmi-for-age",
                "us-core-vital-signs"),
            MainDate = "date",
        },
        OwnedBy("DiagnosticReport.subject", "patient", "category", "code", "date", "status", "encounter") with
        {
            Profiles = UsCore("us-core-diagnosticreport-lab", "us-core-diagnosticreport-note"),
            MainDate = "date",
        },
        OwnedBy("DocumentReference.subject", "patient", "category", "type", "date", "period", "status") with { Profiles = UsCore("us-core-documentreference"), MainDate = "date" },
        OwnedBy("Specimen.subject", "patient", "type") with { Profiles = UsCore("us-core-specimen") },
    ];

    private static ResourceDeclaration Encounter() => OwnedBy("Encounter.subject") with
    {
        Profiles = UsCore("us-core-encounter"),
        SearchParameters =
        [
            .. SearchParameter.Of("Encounter", "patient", "date", "class", "identifier", "status", "type", "location"),
            Guide(
                "discharge-disposition",
                SearchKind.Token,
                "Encounter.hospitalization.dischargeDisposition",
                "http://hl7.org/fhir/us/core/SearchParameter/us-core-encounter-discharge-disposition"),
        ],
        MainDate = "date",
    };

    private static ResourceDeclaration Condition() => OwnedBy("Condition.subject") with
    {
        Profiles = UsCore("us-core-condition-problems-health-concerns", "us-core-condition-encounter-diagnosis"),
        SearchParameters =
        [
            .. SearchParameter.Of("Condition", "patient", "category", "clinical-status", "code", "encounter", "onset-date", "abatement-date", "recorded-date"),
            Guide(
                "asserted-date",
                SearchKind.Date,
                "Condition.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate').value",
                "http://hl7.org/fhir/us/core/SearchParameter/us-core-condition-asserted-date"),
        ],
        MainDate = "recorded-date",
    };
}
