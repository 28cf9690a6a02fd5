using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>Visits, and the diagnoses made at them.</summary>
internal static class VisitResources
{
    private const string ConditionCategory = "http://terminology.hl7.org/CodeSystem/condition-category";

    /// <summary>A visit that lasts minutes, or, with <paramref name="nights"/>, a stay.</summary>
    public static Visit AddVisit(this Chart chart, DateOnly day, VisitKind kind, Clinician clinician, Diagnosis reason, int nights = 0)
    {
        var start = new DateTimeOffset(day, new TimeOnly(chart.Chance.Between(13, 19), chart.Chance.Between(0, 3) * 15), TimeSpan.Zero);
        var visit = new Visit(chart.NewId("enc"), kind, clinician, reason, start, nights > 0 ? start.AddDays(nights).AddHours(2) : start.AddMinutes(45));
        chart.Add(visit, Profiles.UsCore("encounter"), new Encounter
        {
            Identifier = [new Identifier(Systems.EncounterNumbers, visit.EncounterId)],
            Status = Encounter.EncounterStatus.Finished,
            Class = ClassOf(kind),
            Type = [TypeOf(visit)],
            Subject = chart.Subject,
            Participant =
            [
                new()
                {
                    Type = [Concept(Systems.Terminology("v3-ParticipationType"), "PPRF", "primary performer")],
                    Period = During(visit.Start, visit.End),
                    Individual = chart.Network.To(clinician),
                },
            ],
            Period = During(visit.Start, visit.End),
            ReasonCode = [Concept(Systems.Snomed, reason.Snomed, reason.Text)],
            Hospitalization = kind is VisitKind.Inpatient
                ? new() { DischargeDisposition = Concept(Systems.Terminology("discharge-disposition"), "home", "Home") }
                : null,
            Location = [new() { Location = chart.Network.SiteOf(clinician) }],
            ServiceProvider = chart.Network.To(clinician.Place),
        });
        return visit;
    }

    /// <summary>A problem that stays with the person, or, with an end, went away. It began at the visit, or earlier.</summary>
    public static string AddProblem(this Chart chart, Visit visit, Diagnosis diagnosis, DateOnly? abated = null, DateOnly? onset = null)
    {
        var id = chart.NewId("cond");
        chart.Add(id, Profiles.UsCore("condition-problems-health-concerns"), ConditionOf(chart, visit, diagnosis, "problem-list-item", "Problem List Item", abated, onset));
        return id;
    }

    /// <summary>What a visit was for.</summary>
    public static void AddVisitDiagnosis(this Chart chart, Visit visit, Diagnosis diagnosis) =>
        chart.Add(
            chart.NewId("cond"),
            Profiles.UsCore("condition-encounter-diagnosis"),
            ConditionOf(chart, visit, diagnosis, "encounter-diagnosis", "Encounter Diagnosis", visit.LastDay));

    private static Condition ConditionOf(Chart chart, Visit visit, Diagnosis diagnosis, string category, string categoryText, DateOnly? abated, DateOnly? onset = null) => new()
    {
        Extension = [new("http://hl7.org/fhir/StructureDefinition/condition-assertedDate", When(visit.Day))],
        ClinicalStatus = Concept(Systems.Terminology("condition-clinical"), abated is null ? "active" : "resolved"),
        VerificationStatus = Concept(Systems.Terminology("condition-ver-status"), "confirmed"),
        Category = [Concept(ConditionCategory, category, categoryText)],
        Code = new()
        {
            Coding = [new(Systems.Snomed, diagnosis.Snomed, diagnosis.Text), new(Systems.Icd10Cm, diagnosis.Icd10, diagnosis.Icd10Text)],
            Text = diagnosis.Text,
        },
        Subject = chart.Subject,
        Encounter = To("Encounter", visit.EncounterId),
        Onset = When(onset ?? visit.Day),
        Abatement = abated is { } day ? When(day) : null,
        RecordedDate = Iso(visit.Start),
        Recorder = chart.Network.To(visit.Clinician),
    };

    private static Coding ClassOf(VisitKind kind) => kind switch
    {
        VisitKind.Emergency => new(Systems.Terminology("v3-ActCode"), "EMER", "emergency"),
        VisitKind.Inpatient => new(Systems.Terminology("v3-ActCode"), "IMP", "inpatient encounter"),
        VisitKind.Home => new(Systems.Terminology("v3-ActCode"), "HH", "home health"),
        VisitKind.Office or VisitKind.Dental => new(Systems.Terminology("v3-ActCode"), "AMB", "ambulatory"),
    };

    private static CodeableConcept TypeOf(Visit visit) => visit.Kind switch
    {
        VisitKind.Emergency => Concept(Systems.Snomed, "50849002", "Emergency department patient visit"),
        VisitKind.Inpatient => Concept(Systems.Snomed, "32485007", "Hospital admission"),
        VisitKind.Home => Concept(Systems.Snomed, "439708006", "Home visit"),
        VisitKind.Dental => Concept(Systems.Snomed, "34043003", "Dental consultation and report"),
        VisitKind.Office when visit.Reason == Diagnosis.AdultCheckUp || visit.Reason == Diagnosis.ChildCheckUp => Concept(Systems.Snomed, visit.Reason.Snomed, visit.Reason.Text),
        VisitKind.Office => Concept(Systems.Snomed, "185345009", "Encounter for symptom"),
    };
}
