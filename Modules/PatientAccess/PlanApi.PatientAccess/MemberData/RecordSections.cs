using System.Text;
using System.Text.Json;
using PlanApi.PatientAccess.RecordText;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>A part of the record: the resources of one type.</summary>
/// <param name="Key">In its address.</param>
/// <param name="Nothing">What its page says when it is empty.</param>
/// <param name="Includes">Reference parameters whose targets' names are shown.</param>
internal sealed record RecordSection(string Key, string Type, string Title, string Nothing, string[] Includes, params IReadOnlyList<RecordColumn> Columns)
{
    public string Path => $"{MemberData.Path}/{Key}";

    /// <summary>A longer text of an entry, shown when it is asked for; "" for none.</summary>
    public Func<RecordEntry, string> Reads { get; init; } = static _ => "";
}

/// <param name="Says">The cell of an entry, or "".</param>
internal sealed record RecordColumn(string Title, Func<RecordEntry, string> Says);

/// <summary>All parts, in the order in which people look for them.</summary>
internal static class RecordSections
{
    public static RecordSection Claims { get; } = new("claims", "ExplanationOfBenefit", "Claims and costs", "The plan has no claims on record.", ["provider"]);

    public static IReadOnlyList<RecordSection> All { get; } =
    [
        Claims,
        new("coverage", "Coverage", "Coverage", "There is no coverage on record.", ["payor"],
            new("Plan", static e => RecordEntry.Listed(e.Root.Each("class").Select(c => c.Text("name"))) is { Length: > 0 } plan ? plan : e.Concept("type")),
            new("Covered", static e => e.Day("period")),
            new("Member number", MemberNumber),
            new("Insurer", static e => RecordEntry.Listed(e.Root.Each("payor").Select(e.Named))),
            new("Status", static e => e.Status("status"))),
        new("conditions", "Condition", "Health conditions", "There are no health conditions on record.", [],
            new("Condition", static e => e.Concept("code")),
            new("Since", static e => e.Day("onsetDateTime", "onsetPeriod", "recordedDate")),
            new("Ended", static e => e.Day("abatementDateTime", "abatementPeriod")),
            new("Status", static e => e.Status("clinicalStatus"))),
        new("medicines", "MedicationRequest", "Medicines prescribed", "There are no prescriptions on record.", ["medication", "requester"],
            new("Medicine", Medicine),
            new("Prescribed", static e => e.Day("authoredOn")),
            new("How to take it", static e => RecordEntry.Listed(e.Root.Each("dosageInstruction").Select(d => d.Text("text")))),
            new("By", static e => e.Named("requester")),
            new("Status", static e => e.Status("status"))),
        new("pharmacy", "MedicationDispense", "Medicines picked up", "No pharmacy has reported a medicine.", ["medication"],
            new("Medicine", Medicine),
            new("Picked up", static e => e.Day("whenHandedOver", "whenPrepared")),
            new("Amount", static e => Measured.Quantity(e.Root.At("quantity"))),
            new("Lasts", static e => Measured.Quantity(e.Root.At("daysSupply")))),
        new("visits", "Encounter", "Visits and stays", "There are no visits on record.", ["service-provider", "participant"],
            new("Visit", static e => e.Concept("type") is { Length: > 0 } type ? type : FhirText.Coding(e.Root.At("class"))),
            new("When", static e => e.Day("period")),
            new("Where", static e => e.Named("serviceProvider")),
            new("With", static e => RecordEntry.Listed(e.Root.Each("participant").Select(p => e.Named(p.At("individual"))))),
            new("Why", static e => RecordEntry.Listed(e.Root.Each("reasonCode").Select(FhirText.Concept)))),
        new("results", "Observation", "Test results and measurements", "There are no results on record.", [],
            new("What", static e => e.Concept("code")),
            new("When", static e => e.Day("effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued")),
            new("Result", Result),
            new("Normal range", NormalRange),
            new("Rated", static e => RecordEntry.Listed(e.Root.Each("interpretation").Select(FhirText.Concept)))),
        new("reports", "DiagnosticReport", "Reports", "There are no reports on record.", [],
            new("Report", static e => e.Concept("code")),
            new("When", static e => e.Day("effectiveDateTime", "effectivePeriod", "issued")),
            new("Kind", static e => e.Concept("category")),
            new("Finding", static e => e.Root.Text("conclusion") is { Length: > 0 } conclusion ? conclusion : RecordEntry.Listed(e.Root.Each("result").Select(e.Named))),
            new("Status", static e => e.Status("status")))
        {
            Reads = static e => PlainText(e.Root.Each("presentedForm")) is var text && text == e.Root.Text("conclusion") ? "" : text,
        },
        new("vaccines", "Immunization", "Vaccines", "There are no vaccines on record.", [],
            new("Vaccine", static e => e.Concept("vaccineCode")),
            new("When", static e => e.Day("occurrenceDateTime") is { Length: > 0 } day ? day : e.Root.Text("occurrenceString")),
            new("Where", static e => e.Named("location")),
            new("Status", static e => e.Status("status"))),
        new("allergies", "AllergyIntolerance", "Allergies", "There are no allergies on record.", [],
            new("Allergy to", static e => e.Concept("code")),
            new("Noted", static e => e.Day("recordedDate", "onsetDateTime")),
            new("Reaction", static e => RecordEntry.Listed(e.Root.Each("reaction").SelectMany(r => r.Each("manifestation")).Select(FhirText.Concept))),
            new("Risk", static e => e.Status("criticality")),
            new("Status", static e => e.Status("clinicalStatus"))),
        new("procedures", "Procedure", "Procedures", "There are no procedures on record.", ["performer"],
            new("Procedure", static e => e.Concept("code")),
            new("When", static e => e.Day("performedDateTime", "performedPeriod")),
            new("By", static e => RecordEntry.Listed(e.Root.Each("performer").Select(p => e.Named(p.At("actor"))))),
            new("Why", static e => RecordEntry.Listed(e.Root.Each("reasonCode").Select(FhirText.Concept))),
            new("Status", static e => e.Status("status"))),
        new("documents", "DocumentReference", "Notes and documents", "There are no documents on record.", [],
            new("Document", static e => e.Concept("type", "description", "category")),
            new("When", static e => e.Day("date")),
            new("By", static e => RecordEntry.Listed(e.Root.Each("author").Select(e.Named))),
            new("Format", static e => RecordEntry.Listed(e.Root.Each("content").Select(c => Format(c.At("attachment").Text("contentType"))))))
        {
            Reads = static e => PlainText(e.Root.Each("content").Select(c => c.At("attachment"))),
        },
        new("orders", "ServiceRequest", "Orders and referrals", "There are no orders on record.", [],
            new("Ordered", static e => e.Concept("code")), new("When", static e => e.Day("authoredOn", "occurrenceDateTime")), new("Status", static e => e.Status("status"))),
        new("care-plans", "CarePlan", "Care plans", "There are no care plans on record.", [],
            new("Plan", static e => e.Concept("title", "category")),
            new("When", static e => e.Day("period", "created")),
            new("What is planned", static e => e.Root.Text("description")),
            new("Status", static e => e.Status("status"))),
        new("goals", "Goal", "Goals", "There are no goals on record.", [],
            new("Goal", static e => e.Concept("description")),
            new("Since", static e => e.Day("startDate")),
            new("To reach by", static e => RecordEntry.Listed(e.Root.Each("target").Select(t => PlainDate.Of(t.Text("dueDate"))))),
            new("Status", static e => e.Status("lifecycleStatus"))),
        new("care-team", "CareTeam", "Care teams", "There is no care team on record.", ["participant"],
            new("Team", static e => e.Concept("name", "category") is { Length: > 0 } name ? name : Texts.Say("Care team")),
            new("When", static e => e.Day("period")),
            new("Who", static e => RecordEntry.Listed(e.Root.Each("participant").Select(p => e.Named(p.At("member")))))),
        new("devices", "Device", "Medical devices", "There are no devices on record.", [],
            new("Device", static e => e.Root.Each("deviceName").Select(n => n.Text("name")).FirstOrDefault(n => n.Length > 0) ?? e.Concept("type")),
            new("Made", static e => e.Day("manufactureDate")),
            new("Maker", static e => e.Root.Text("manufacturer")),
            new("Status", static e => e.Status("status"))),
    ];

    public static RecordSection? Find(string key) => All.FirstOrDefault(s => s.Key == key);

    private static string Medicine(RecordEntry e) => e.Concept("medicationCodeableConcept") is { Length: > 0 } text ? text : e.Named("medicationReference");

    private static string MemberNumber(RecordEntry e) =>
        e.Root.Each("identifier").FirstOrDefault(i => i.At("type").HasCode("MB")).Text("value") is { Length: > 0 } number ? number : e.Root.Text("subscriberId");

    private static string Result(RecordEntry e)
    {
        var parts = e.Root.Each("component").Select(p => (Of: p.Concept("code"), Is: Measured.Value(p))).Where(p => p.Is.Length > 0).Select(p => $"{p.Of} {p.Is}");
        return RecordEntry.Listed([Measured.Value(e.Root), .. parts]) is { Length: > 0 } found ? found : e.Concept("dataAbsentReason") is { Length: > 0 } why ? Texts.Say("Not available ({0})", why) : "";
    }

    private static string NormalRange(RecordEntry e) =>
        RecordEntry.Listed(e.Root.Each("referenceRange").Concat(e.Root.Each("component").SelectMany(c => c.Each("referenceRange"))).Select(Measured.Range));

    private static string Format(string contentType) => contentType.Split(';')[0].ToLowerInvariant() switch
    {
        "text/plain" => Texts.Say("Text"),
        "application/pdf" => "PDF",
        "text/html" or "application/xhtml+xml" => Texts.Say("Web page"),
        var other => other,
    };

    /// <summary>What is in a document, where it is text and came with it.</summary>
    private static string PlainText(IEnumerable<JsonElement> attachments) => string.Join("\n\n", attachments
        .Where(a => a.Text("contentType").StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
        .Select(a => a.At("data") is { ValueKind: JsonValueKind.String } data && data.TryGetBytesFromBase64(out var bytes) ? Encoding.UTF8.GetString(bytes) : "")
        .Where(t => t.Length > 0));
}
