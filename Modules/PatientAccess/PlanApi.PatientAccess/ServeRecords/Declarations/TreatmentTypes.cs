using PlanApi.Fhir;
using static PlanApi.PatientAccess.ServeRecords.Declarations.RecordTypes;

namespace PlanApi.PatientAccess.ServeRecords.Declarations;

/// <summary>What was done and planned: procedures, medicines, vaccines, devices, plans, goals and teams (US Core 6.1.0).</summary>
internal static class TreatmentTypes
{
    public static IReadOnlyList<ResourceDeclaration> All { get; } =
    [
        OwnedBy("Procedure.subject", "patient", "code", "date", "status", "encounter") with { Profiles = UsCore("us-core-procedure"), MainDate = "date" },
        OwnedBy("ServiceRequest.subject", "patient", "category", "code", "authored", "status") with { Profiles = UsCore("us-core-servicerequest"), MainDate = "authored" },
        OwnedBy("MedicationRequest.subject", "patient", "intent", "status", "authoredon", "encounter", "medication") with
        {
            Profiles = UsCore("us-core-medicationrequest"),
            Includes = ["medication"],
            MainDate = "authoredon",
        },
        OwnedBy("MedicationDispense.subject", "patient", "status", "type", "medication", "whenhandedover") with
        {
            Profiles = UsCore("us-core-medicationdispense"),
            Includes = ["medication"],
            MainDate = "whenhandedover",
        },
        OwnedBy("Immunization.patient", "patient", "date", "status") with { Profiles = UsCore("us-core-immunization"), MainDate = "date" },
        OwnedBy("Device.patient", "patient", "status", "type") with { Profiles = UsCore("us-core-implantable-device") },
        OwnedBy("CarePlan.subject", "patient", "category", "date", "status") with { Profiles = UsCore("us-core-careplan"), MainDate = "date" },
        OwnedBy("Goal.subject") with
        {
            Profiles = UsCore("us-core-goal"),
            SearchParameters =
            [
                .. SearchParameter.Of("Goal", "patient", "lifecycle-status", "start-date", "target-date"),
                Guide("description", SearchKind.Token, "Goal.description", "http://hl7.org/fhir/us/core/SearchParameter/us-core-goal-description"),
            ],
            MainDate = "start-date",
        },
        OwnedBy("CareTeam.subject") with
        {
            Profiles = UsCore("us-core-careteam"),
            SearchParameters =
            [
                .. SearchParameter.Of("CareTeam", "patient", "status", "category", "participant"),
                Guide("role", SearchKind.Token, "CareTeam.participant.role", "http://hl7.org/fhir/us/core/SearchParameter/us-core-careteam-role"),
            ],
            Includes = ["participant"],
        },
    ];
}
