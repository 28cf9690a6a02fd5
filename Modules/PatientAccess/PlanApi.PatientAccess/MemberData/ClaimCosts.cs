using System.Globalization;
using System.Text.Json;
using PlanApi.PatientAccess.RecordText;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>
/// What a claim says of its money, US dollars: as it states it and never worked out here. Null where it does not.
/// </summary>
/// <param name="Billed">What the provider asked.</param>
/// <param name="PlanPaid">What the plan pays of it.</param>
/// <param name="YourShare">What is left for the member.</param>
internal sealed record ClaimCosts(decimal? Billed, decimal? PlanPaid, decimal? YourShare)
{
    /// <summary>Its totals, else what was decided of the claim as a whole, else the sum of what was decided of every line (CARIN Blue Button 2.0.0, adjudication).</summary>
    public static ClaimCosts Of(JsonElement claim) => new(
        Amount(claim, "submitted"), Amount(claim, "benefit") ?? Dollars(claim.At("payment").At("amount")), Amount(claim, "memberliability"));

    public static ClaimCosts OfLine(JsonElement line) => new(Decided(line, "submitted"), Decided(line, "benefit"), Decided(line, "memberliability"));

    /// <summary>One category of the amounts of a claim.</summary>
    public static decimal? Amount(JsonElement claim, string category) => In(claim, "total", category) ?? Decided(claim, category) ?? OfLines(claim, category);

    private static decimal? Decided(JsonElement of, string category) => In(of, "adjudication", category);

    private static decimal? OfLines(JsonElement claim, string category)
    {
        var lines = claim.Each("item").Select(l => Decided(l, category)).ToList();
        // What some lines leave out is not the claim's amount.
        return lines.Count > 0 && lines.TrueForAll(l => l is not null) ? lines.Sum() : null;
    }

    private static decimal? In(JsonElement of, string element, string category) =>
        of.Each(element).Where(a => a.At("category").HasCode(category)).Select(a => Dollars(a.At("amount"))).FirstOrDefault(a => a is not null);

    private static decimal? Dollars(JsonElement money) =>
        money.At("value") is { ValueKind: JsonValueKind.Number } value && money.Text("currency") is "" or "USD" && value.TryGetDecimal(out var amount) ? amount : null;

    public static string InWords(decimal? amount) => amount?.ToString("$#,##0.00;-$#,##0.00", CultureInfo.InvariantCulture) ?? Texts.Say("Not stated");
}

/// <summary>The costs of a year, claim by claim added up.</summary>
internal sealed class YearCosts
{
    private decimal _billed, _takenOff, _planPaid, _yourShare;
    private int _counted, _partly, _left;

    public void Add(JsonElement claim)
    {
        if (!IsBill(claim))
        {
            _left++;
            return;
        }

        var costs = ClaimCosts.Of(claim);
        _counted++;
        _partly += costs is { Billed: not null, PlanPaid: not null, YourShare: not null } ? 0 : 1;
        _billed += costs.Billed ?? 0;
        _takenOff += ClaimCosts.Amount(claim, "discount") ?? 0;
        _planPaid += costs.PlanPaid ?? 0;
        _yourShare += costs.YourShare ?? 0;
    }

    /// <summary>Whether somebody owes or paid it: an estimate, a prior authorization and a claim that was taken back are no bills.</summary>
    public static bool IsBill(JsonElement claim) => claim.Text("status") == "active" && claim.Text("use") is "claim" or "";

    public YearCostsView ToView() => new(_counted, ClaimCosts.InWords(_billed), ClaimCosts.InWords(_takenOff), ClaimCosts.InWords(_planPaid), ClaimCosts.InWords(_yourShare), _partly, _left);
}
