using System.Globalization;
using System.Text.Json;
using PlanApi.Fhir;
using PlanApi.PatientAccess.RecordText;

namespace PlanApi.PatientAccess.MyData;

/// <summary>
/// One line about a resource for people: what it is, when it was, and what it cost or measured. Read from the stored JSON, by the names R4 uses
/// for these things across types.
/// </summary>
internal static class ResourceSummary
{
    private static readonly string[] Whens =
    [
        "effectiveDateTime", "performedDateTime", "occurrenceDateTime", "authoredOn", "whenHandedOver", "billablePeriod", "period", "onsetDateTime",
        "recordedDate", "date", "created", "startDate", "recorded", "receivedTime", "manufactureDate", "birthDate",
    ];

    private static readonly string[] Whats = ["code", "vaccineCode", "medicationCodeableConcept", "type", "description", "title", "name", "relationship", "category"];

    public static ResourceLine Of(StoredResource resource)
    {
        using var json = JsonDocument.Parse(resource.Json);
        var root = json.RootElement;
        return new(resource.Id, What(resource.Type, root), When(root), Amount(root));
    }

    private static string What(string type, JsonElement root) => type switch
    {
        "ExplanationOfBenefit" => ClaimText(root),
        "Patient" or "Practitioner" or "RelatedPerson" => FhirText.Name(root.At("name")) is { Length: > 0 } name ? name : type,
        "Provenance" => root.GetProperty("target").GetArrayLength() is 1 ? "Origin of one resource" : $"Origin of {root.GetProperty("target").GetArrayLength()} resources",
        "Coverage" => root.TryGetProperty("class", out _) ? string.Join(", ", root.Each("class").Select(c => c.Text("name")).Where(t => t.Length > 0)) : type,
        "MedicationRequest" or "MedicationDispense" when root.TryGetProperty("medicationReference", out var medication) => medication.Text("display") is { Length: > 0 } text ? text : type,
        "PractitionerRole" when root.TryGetProperty("practitioner", out var practitioner) => practitioner.Text("display"),
        _ => Whats.Select(w => root.Concept(w)).FirstOrDefault(t => t.Length > 0) ?? type,
    };

    // "Professional claim, Riverside Family Medicine"
    private static string ClaimText(JsonElement root)
    {
        var kind = root.At("type").Each("coding").FirstOrDefault().Text("code");
        var provider = root.At("provider").Text("display");
        var claim = kind.Length > 0 ? $"{char.ToUpperInvariant(kind[0])}{kind[1..]} claim" : "Claim";
        return provider.Length > 0 ? $"{claim}, {provider}" : claim;
    }

    private static string When(JsonElement root)
    {
        foreach (var name in Whens)
        {
            if (!root.TryGetProperty(name, out var value))
            {
                continue;
            }

            var text = value.ValueKind == JsonValueKind.Object ? value.Text("start") : value.GetString() ?? "";
            if (text.Length > 0)
            {
                return text.Length > 16 ? text[..16].Replace('T', ' ') : text;
            }
        }

        return "";
    }

    private static string Amount(JsonElement root)
    {
        if (root.TryGetProperty("total", out var totals))
        {
            return $"{Total(totals, "submitted")} billed, {Total(totals, "benefit")} paid by the plan, {Total(totals, "memberliability")} owed by the member";
        }

        var components = root.TryGetProperty("component", out var several) ? several.EnumerateArray().Select(Measured) : [];
        return string.Join(" / ", components.Prepend(Measured(root)).Where(t => t.Length > 0)) is { Length: > 0 } measured ? measured : root.Concept("dataAbsentReason");
    }

    private static string Measured(JsonElement of)
    {
        foreach (var name in new[] { "valueQuantity", "quantity" })
        {
            if (of.TryGetProperty(name, out var quantity) && quantity.TryGetProperty("value", out var value))
            {
                return $"{value.GetRawText()} {quantity.Text("unit")}".Trim();
            }
        }

        return of.Concept("valueCodeableConcept");
    }

    private static string Total(JsonElement totals, string category)
    {
        foreach (var total in totals.EnumerateArray())
        {
            if (total.At("category").HasCode(category) && total.TryGetProperty("amount", out var amount))
            {
                return amount.GetProperty("value").GetDecimal().ToString("$#,##0.00", CultureInfo.InvariantCulture);
            }
        }

        return "nothing";
    }
}
