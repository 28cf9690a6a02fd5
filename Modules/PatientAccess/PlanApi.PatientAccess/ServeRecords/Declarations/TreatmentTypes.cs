using PlanApi.Fhir;
using static PlanApi.PatientAccess.ServeRecords.Declarations.RecordTypes;

namespace PlanApi.PatientAccess.ServeRecords.Declarations;

/// <summary>What was done and planned: procedures, medicines, vaccines, devices, plans, goals and teams (US Core 6.1.0).</summary>
internal static class TreatmentTypes
{
    public static IReadOnlyList<ResourceDeclaration> All { get; } =
    [
        OwnedBy("Procedure.subject", [.. UsCoreOf("Procedure", "patient", "code", "date", "status"), .. SearchParameter.Of("Procedure", "encounter", "performer")]) with
        {
            Profiles = UsCore("us-core-procedure"),
            Combinations = ["patient+date", "patient+code+date", "patient+status"],
            Includes = ["patient", "encounter", "performer"],
            MainDate = "date",
        },
        OwnedBy("ServiceRequest.subject", UsCoreOf("ServiceRequest", "patient", "category", "code", "authored", "status")) with
        {
            Profiles = UsCore("us-core-servicerequest"),
            Combinations = ["patient+category", "patient+category+authored", "patient+code", "patient+code+authored", "patient+status"],
            MainDate = "authored",
        },
        OwnedBy(
            "MedicationRequest.subject",
            [.. UsCoreOf("MedicationRequest", "patient", "intent", "status", "authoredon", "encounter"), .. SearchParameter.Of("MedicationRequest", "medication", "code", "requester")]) with
        {
            Profiles = UsCore("us-core-medicationrequest"),
            Combinations = ["patient+intent", "patient+intent+status", "patient+intent+encounter", "patient+intent+authoredon"],
            Includes = ["patient", "medication", "encounter", "requester"],
            MainDate = "authoredon",
        },
        OwnedBy(
            "MedicationDispense.subject",
            [.. UsCoreOf("MedicationDispense", "patient", "status", "type"), .. SearchParameter.Of("MedicationDispense", "medication", "code", "whenhandedover")]) with
        {
            Profiles = [.. UsCore("us-core-medicationdispense"), .. Pdex("pdex-medicationdispense")],
            Combinations = ["patient+status", "patient+status+type"],
            Includes = ["patient", "medication"],
            MainDate = "whenhandedover",
        },
        OwnedBy("Immunization.patient", [.. UsCoreOf("Immunization", "patient", "date", "status"), .. SearchParameter.Of("Immunization", "vaccine-code")]) with
        {
            Profiles = UsCore("us-core-immunization"),
            Combinations = ["patient+date", "patient+status"],
            MainDate = "date",
        },
        OwnedBy("Device.patient", UsCoreOf("Device", "patient", "status", "type")) with
        {
            Profiles = [.. UsCore("us-core-implantable-device"), .. Pdex("pdex-device")],
            Combinations = ["patient+type", "patient+status"],
        },
        OwnedBy("CarePlan.subject", UsCoreOf("CarePlan", "patient", "category", "date", "status")) with
        {
            Profiles = UsCore("us-core-careplan"),
            Combinations = ["patient+category", "patient+category+date", "patient+category+status", "patient+category+status+date"],
            MainDate = "date",
        },
        OwnedBy(
            "Goal.subject",
            [
                .. UsCoreOf("Goal", "patient", "lifecycle-status", "target-date"),
                Guide("description", SearchKind.Token, "Goal.description", UsCoreDefinition("goal-description")),
                .. SearchParameter.Of("Goal", "start-date"),
            ]) with
        {
            Profiles = UsCore("us-core-goal"),
            Combinations = ["patient+lifecycle-status", "patient+target-date", "patient+description"],
            MainDate = "start-date",
        },
        OwnedBy(
            "CareTeam.subject",
            [
                .. UsCoreOf("CareTeam", "patient", "status"),
                Guide("role", SearchKind.Token, "CareTeam.participant.role", UsCoreDefinition("careteam-role")),
                .. SearchParameter.Of("CareTeam", "category", "participant"),
            ]) with
        {
            Profiles = UsCore("us-core-careteam"),
            Combinations = ["patient+status", "patient+role"],
            Includes =
            [
                "patient", "participant", "participant:PractitionerRole", "participant:Practitioner", "participant:Patient", "participant:RelatedPerson",
            ],
        },
    ];
}
