using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.PatientAccess.RecordText;

namespace PlanApi.PatientAccess.MemberData;

/// <param name="Amounts">Each amount that the claim states, with what it means.</param>
/// <param name="NoBill">Why its amounts are not counted; "" when they are.</param>
public sealed record ClaimView(
    WhoseRecordView Whose,
    AreaLink Back,
    string WhatFor,
    IReadOnlyList<ClaimFact> Facts,
    IReadOnlyList<ClaimLineView> Lines,
    ClaimLineView Total,
    IReadOnlyList<ClaimFact> Amounts,
    string NoBill);

public sealed record ClaimFact(string Title, string Says);

/// <summary>What was decided of one line; "" where the claim decides it as a whole.</summary>
public sealed record ClaimLineView(string Service, string Day, string Billed, string PlanPaid, string YourShare);

/// <summary>One claim: its lines and what became of the money.</summary>
internal static class ShowClaim
{
    // Adjudication codes of R4 and of CARIN Blue Button 2.0.0 (C4BBAdjudication), in the order in which a bill shrinks.
    private static readonly (string Code, string Title)[] Categories =
    [
        ("submitted", "Billed by the provider"), ("drugcost", "Price of the medicine"), ("discount", "Taken off by the plan's contract"), ("eligible", "Allowed by the plan"), ("noncovered", "Not covered"),
        ("priorpayerpaid", "Paid by other insurance"), ("deductible", "Your deductible"), ("copay", "Your copay"), ("coinsurance", "Your coinsurance"), ("memberliability", "Your share"),
        ("benefit", "Paid by the plan"), ("paidtoprovider", "Plan paid the provider"), ("paidtopatient", "Plan paid you"), ("paidbypatient", "You have paid"),
    ];

    public static string PathOf(LinkedRecord record, string id) => record.PathOf($"{RecordSections.Claims.Path}/{Uri.EscapeDataString(id)}");

    public sealed class Show(LinkedRecords records, RecordReader reader) : RecordEndpoint(records)
    {
        protected override string Address => $"{RecordSections.Claims.Path}/{{id}}";

        protected override async Task<IResult> Answer(OpenedRecord opened, CancellationToken ct) =>
            await reader.Find(opened.Record, RecordSections.Claims, Route<string>("id")!, claim => Describe(opened, claim), ct) is { } view
                ? Html.Page<ClaimPage, ClaimView>(view)
                : Html.NotFound;
    }

    private static ClaimView Describe(OpenedRecord opened, RecordEntry entry)
    {
        var claim = entry.Root;
        return new(
            opened.Whose(RecordSections.Claims.Path),
            new(Texts.Say("Claims and costs"), opened.Record.PathOf(RecordSections.Claims.Path)),
            ClaimText.WhatFor(claim),
            [.. Facts(entry).Where(f => f.Says.Length > 0)],
            [.. claim.Each("item").Select(i => Line(ClaimText.Service(i), i.Text("servicedDate") is { Length: > 0 } day ? PlainDate.Of(day) : PlainDate.Of(i.At("servicedPeriod")), ClaimCosts.OfLine(i), ""))],
            Line(Texts.Say("This claim"), "", ClaimCosts.Of(claim), Texts.Say("Not stated")),
            [.. Categories.Select(c => (c.Title, Amount: ClaimCosts.Amount(claim, c.Code))).Where(a => a.Amount is not null).Select(a => new ClaimFact(Texts.Say(a.Title), ClaimCosts.InWords(a.Amount)))],
            ClaimText.NoBill(claim));
    }

    private static IEnumerable<ClaimFact> Facts(RecordEntry entry) =>
    [
        new(Texts.Say("When"), ClaimText.Day(entry)),
        new(Texts.Say("Provider"), entry.Named("provider")),
        new(Texts.Say("Kind of care"), ClaimText.Kind(entry.Root)),
        new(Texts.Say("Diagnoses"), RecordEntry.Listed(entry.Root.Each("diagnosis").Select(d => d.Concept("diagnosisCodeableConcept")))),
        new(Texts.Say("Decided"), entry.Day("created")),
        new(Texts.Say("Claim number"), entry.Root.Each("identifier").OrderBy(i => !i.At("type").HasCode("uc")).Select(i => i.Text("value")).FirstOrDefault() ?? ""),
        new(Texts.Say("Note from the plan"), RecordEntry.Listed(entry.Root.Each("processNote").Select(n => n.Text("text")).Append(entry.Root.Text("disposition")))),
    ];

    private static ClaimLineView Line(string service, string day, ClaimCosts costs, string absent) =>
        new(service, day, Shown(costs.Billed, absent), Shown(costs.PlanPaid, absent), Shown(costs.YourShare, absent));

    private static string Shown(decimal? amount, string absent) => amount is null ? absent : ClaimCosts.InWords(amount);
}
