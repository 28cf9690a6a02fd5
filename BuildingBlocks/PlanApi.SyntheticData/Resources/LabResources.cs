using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>Laboratory work: the specimen, each value, and the report that holds them together.</summary>
internal static class LabResources
{
    /// <param name="excess">By how much the first value is above normal, as a share of its upper limit.</param>
    /// <param name="values">Those that are told; others are drawn within what is normal.</param>
    public static void AddLabs(this Chart chart, Visit visit, LabPanel panel, decimal excess = 0, params IReadOnlyList<(string Loinc, decimal Value)> values)
    {
        var drawn = visit.At(20);
        var issued = drawn.AddHours(20);
        var specimen = chart.NewId("spec");
        chart.Add(specimen, Profiles.UsCore("specimen"), new Specimen
        {
            Status = Specimen.SpecimenStatus.Available,
            Type = Concept(Systems.Snomed, panel.SpecimenSnomed, panel.SpecimenText),
            Subject = chart.Subject,
            ReceivedTime = Iso(drawn.AddHours(2)),
            Collection = new() { Collected = When(drawn) },
        });

        var results = panel.Labs.Select((lab, n) => AddResult(chart, visit, lab, specimen, drawn, issued, n == 0 ? excess : 0, values.Where(v => v.Loinc == lab.Loinc).Select(v => (decimal?)v.Value).FirstOrDefault())).ToList();
        chart.Add(chart.NewId("report"), Profiles.UsCore("diagnosticreport-lab"), new DiagnosticReport
        {
            Status = DiagnosticReport.DiagnosticReportStatus.Final,
            Category = [Concept(Systems.Terminology("v2-0074"), "LAB", "Laboratory")],
            Code = Concept(Systems.Loinc, panel.Loinc, panel.Text),
            Subject = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            Effective = When(drawn),
            Issued = issued,
            Performer = [chart.Network.To(visit.Clinician.Place)],
            Specimen = [To("Specimen", specimen)],
            Result = results,
        });
    }

    private static ResourceReference AddResult(Chart chart, Visit visit, Lab lab, string specimen, DateTimeOffset drawn, DateTimeOffset issued, decimal excess, decimal? told)
    {
        var id = chart.NewId("obs");
        var value = told ?? (excess > 0 ? Math.Round(lab.High * (1 + excess), 1) : chart.Chance.Tenths(lab.Low, lab.High));
        chart.Add(id, Profiles.UsCore("observation-lab"), new Observation
        {
            Status = ObservationStatus.Final,
            Category = [Concept(Systems.ObservationCategory, "laboratory", "Laboratory")],
            Code = Concept(Systems.Loinc, lab.Loinc, lab.Text),
            Subject = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            Effective = When(drawn),
            Issued = issued,
            Performer = [chart.Network.To(visit.Clinician.Place)],
            Value = Measure(value, lab.Unit),
            Interpretation = [InterpretationOf(value, lab)],
            Specimen = To("Specimen", specimen),
            ReferenceRange = [new() { Low = Measure(lab.Low, lab.Unit), High = Measure(lab.High, lab.Unit) }],
        });
        return To("Observation", id, lab.Text);
    }

    private static CodeableConcept InterpretationOf(decimal value, Lab lab)
    {
        var (code, text) = value > lab.High ? ("H", "High") : value < lab.Low ? ("L", "Low") : ("N", "Normal");
        return Concept(Systems.Terminology("v3-ObservationInterpretation"), code, text);
    }
}
