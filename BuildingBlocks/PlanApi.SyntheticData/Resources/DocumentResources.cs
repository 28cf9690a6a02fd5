using System.Text;
using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>Notes and reports in words, and who wrote the records of a visit down.</summary>
internal static class DocumentResources
{
    public static void AddNote(this Chart chart, Visit visit, string loinc, string title, string text) =>
        chart.Add(chart.NewId("doc"), Profiles.UsCore("documentreference"), new DocumentReference
        {
            Identifier = [new Identifier(Systems.EncounterNumbers + "/note", $"{visit.EncounterId}-note")],
            Status = DocumentReferenceStatus.Current,
            Type = Concept(Systems.Loinc, loinc, title),
            Category = [Concept("http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "clinical-note", "Clinical Note")],
            Subject = chart.Subject,
            Date = visit.End,
            Author = [chart.Network.To(visit.Clinician)],
            Content =
            [
                new()
                {
                    Attachment = new() { ContentType = "text/plain", Data = Encoding.UTF8.GetBytes(text), Title = title },
                    Format = new("http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode", "urn:ihe:iti:xds:2017:mimeTypeSufficient", "mimeType Sufficient"),
                },
            ],
            Context = new() { Encounter = [To("Encounter", visit.EncounterId)], Period = During(visit.Start, visit.End) },
        });

    public static void AddImagingReport(this Chart chart, Visit visit, string what, string finding) =>
        chart.Add(chart.NewId("report"), Profiles.UsCore("diagnosticreport-note"), new DiagnosticReport
        {
            Status = DiagnosticReport.DiagnosticReportStatus.Final,
            Category = [Concept(Systems.Loinc, "LP29684-5", "Radiology")],
            Code = new() { Coding = [new(Systems.Loinc, "18748-4", "Diagnostic imaging study")], Text = what },
            Subject = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            Effective = When(visit.At(25)),
            Issued = visit.At(40),
            Performer = [chart.Network.To(visit.Clinician)],
            Conclusion = finding,
            PresentedForm = [new() { ContentType = "text/plain", Data = Encoding.UTF8.GetBytes(finding), Title = what }],
        });

    /// <summary>The key image of the report added last, which is nowhere else: it lies within the report.</summary>
    /// <param name="picture">A file of the folder Pictures.</param>
    public static void AddPicture(this Chart chart, string picture, string title)
    {
        var report = (DiagnosticReport)chart.Resources[^1];
        using var file = typeof(DocumentResources).Assembly.GetManifestResourceStream($"PlanApi.SyntheticData.Pictures.{picture}")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        report.Contained.Add(new Media
        {
            Id = "picture",
            Status = EventStatus.Completed,
            Subject = chart.Subject,
            Created = report.Effective,
            Content = new() { ContentType = "image/png", Data = bytes.ToArray(), Title = title },
        });
        report.Media = [new() { Comment = title, Link = new("#picture") }];
    }

    /// <summary>One statement of origin for all that was recorded at each visit; it comes after its targets.</summary>
    public static void AddProvenance(this Chart chart)
    {
        var byVisit = chart.Resources.OfType<DomainResource>().ToLookup(VisitOf);
        var labels = chart.Resources.OfType<Encounter>().ToDictionary(e => e.Id!, e => e.Meta!.Security.Select(l => l.Code).LastOrDefault());
        foreach (var visit in chart.Visits)
        {
            // It names what is sensitive, and so is.
            chart.Label = labels[visit.EncounterId];
            chart.Add(chart.NewId("prov"), Profiles.UsCore("provenance"), new Provenance
            {
                Target = [To("Encounter", visit.EncounterId), .. byVisit[$"Encounter/{visit.EncounterId}"].Select(r => To(r.TypeName, r.Id!))],
                Recorded = visit.End.AddMinutes(10),
                Agent =
                [
                    new()
                    {
                        Type = Concept(Systems.Terminology("provenance-participant-type"), "author", "Author"),
                        Who = chart.Network.To(visit.Clinician),
                        OnBehalfOf = chart.Network.To(visit.Clinician.Place),
                    },
                    new()
                    {
                        Type = Concept("http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type", "transmitter", "Transmitter"),
                        Who = chart.Network.To(Facts.Network.Payer),
                    },
                ],
            });
        }

        chart.Label = null;
    }

    private static string? VisitOf(DomainResource resource) => resource switch
    {
        Condition r => r.Encounter?.Reference,
        Observation r => r.Encounter?.Reference,
        DiagnosticReport r => r.Encounter?.Reference,
        Procedure r => r.Encounter?.Reference,
        MedicationRequest r => r.Encounter?.Reference,
        Immunization r => r.Encounter?.Reference,
        CarePlan r => r.Encounter?.Reference,
        ServiceRequest r => r.Encounter?.Reference,
        DocumentReference r => r.Context?.Encounter.FirstOrDefault()?.Reference,
        _ => null,
    };
}
