using System.Text.Json;
using PlanApi.PatientAccess.RecordText;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>What a claim says in plain words.</summary>
internal static class ClaimText
{
    // What care is billed as (http://terminology.hl7.org/CodeSystem/claim-type).
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["institutional"] = "Hospital or clinic",
        ["professional"] = "Doctor or other professional",
        ["pharmacy"] = "Pharmacy",
        ["oral"] = "Dental care",
        ["vision"] = "Eye care",
    };

    public static string Kind(JsonElement claim) =>
        claim.At("type").Each("coding").Select(c => Texts.Say(Kinds.GetValueOrDefault(c.Text("code"), ""))).FirstOrDefault(k => k.Length > 0) ?? claim.Concept("type");

    /// <summary>The day of care, in the claim's place in the order: a claim of more days or with a time of day says it as the order has it.</summary>
    public static string Day(RecordEntry claim)
    {
        var start = claim.Root.At("billablePeriod").Text("start");
        if (claim.MainDate is not { Year: > 1 } date)
        {
            return "";
        }

        var first = start.Length is > 0 and < 10 ? PlainDate.Of(start) : PlainDate.Of(date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var last = PlainDate.Of(claim.Root.At("billablePeriod").Text("end"));
        return last.Length == 0 || last == first ? first : Texts.Say("{0} to {1}", first, last);
    }

    /// <summary>The medicine of a pharmacy's claim, the main diagnosis of another, else what was done, else the kind of care.</summary>
    public static string WhatFor(JsonElement claim)
    {
        var services = claim.Each("item").Select(i => Named(i.At("productOrService"))).Where(t => t.Length > 0);
        var diagnoses = claim.Each("diagnosis").OrderBy(d => !d.Each("type").Any(t => t.HasCode("principal"))).Select(d => Named(d.At("diagnosisCodeableConcept"))).Where(t => t.Length > 0);
        var texts = claim.At("type").HasCode("pharmacy") ? services.Concat(diagnoses) : diagnoses.Concat(services);
        return texts.FirstOrDefault() ?? Kind(claim);
    }

    /// <summary>A line's service, by its name or else its code.</summary>
    public static string Service(JsonElement line)
    {
        var (product, revenue) = (line.At("productOrService"), line.At("revenue"));
        return Named(product) is { Length: > 0 } name ? name
            : Named(revenue) is { Length: > 0 } place ? place
            : IsAbsent(product) ? Texts.Say("Service with revenue code {0}", FhirText.Concept(revenue))
            : Texts.Say("Service with code {0}", FhirText.Concept(product));
    }

    /// <summary>Why it is not among the bills, or "".</summary>
    public static string NoBill(JsonElement claim) => Texts.Say((claim.Text("status"), claim.Text("use")) switch
    {
        ("cancelled", _) => "Taken back",
        ("entered-in-error", _) => "Entered in error",
        ("draft", _) => "Not final",
        (_, "preauthorization") => "Prior authorization",
        (_, "predetermination") => "Estimate",
        _ => "",
    });

    // A code alone tells people nothing.
    private static string Named(JsonElement concept) => IsAbsent(concept)
        ? ""
        : concept.Text("text") is { Length: > 0 } text ? text : concept.Each("coding").Select(c => c.Text("display")).FirstOrDefault(d => d.Length > 0) ?? "";

    // The guide has lines without a procedure say so with this code (CARIN Blue Button 2.0.0, item.productOrService).
    private static bool IsAbsent(JsonElement concept) => concept.Each("coding").Any(c => c.Text("system") == "http://terminology.hl7.org/CodeSystem/data-absent-reason");
}
