using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests;

public sealed class ClaimAmountTests
{
    private static readonly IReadOnlyList<ExplanationOfBenefit> Claims = [.. Households.Many.SelectMany(h => h.Resources).OfType<ExplanationOfBenefit>()];

    [Fact]
    public void Submitted_is_discount_and_eligible_and_eligible_is_what_plan_and_member_pay()
    {
        foreach (var claim in Claims)
        {
            var total = Totals(claim);
            total["submitted"].ShouldBe(total["discount"] + total["eligible"]);
            total["eligible"].ShouldBe(total["benefit"] + total["memberliability"]);
            total["memberliability"].ShouldBe(total["deductible"] + total["copay"] + total["coinsurance"]);
            total["paidtoprovider"].ShouldBe(total["benefit"]);
            claim.Payment!.Amount!.Value.ShouldBe(total["benefit"]);
            total.Values.ShouldAllBe(v => v >= 0);
        }
    }

    [Fact]
    public void Lines_add_up_to_the_totals_where_lines_carry_amounts()
    {
        var withLines = Claims.Where(c => c.Item.Any(i => i.Adjudication.Any(a => a.Amount is not null))).ToList();
        withLines.ShouldNotBeEmpty();
        foreach (var claim in withLines)
        {
            var lines = claim.Item.SelectMany(i => i.Adjudication).Where(a => a.Amount is not null)
                .GroupBy(a => a.Category!.Coding[0].Code!).ToDictionary(g => g.Key, g => g.Sum(a => a.Amount!.Value!.Value));
            lines.OrderBy(l => l.Key).ShouldBe(Totals(claim).OrderBy(t => t.Key));
        }
    }

    [Fact]
    public void Amounts_of_a_stay_stand_at_the_claim_and_not_at_its_lines()
    {
        var stays = Claims.Where(c => c.SubType?.Coding[0].Code == "inpatient").ToList();
        stays.ShouldNotBeEmpty();
        foreach (var stay in stays)
        {
            stay.Item.ShouldAllBe(i => i.Adjudication.Count == 0);
            stay.Adjudication.Where(a => a.Amount is not null).ToDictionary(a => a.Category!.Coding[0].Code!, a => a.Amount!.Value!.Value).ShouldBe(Totals(stay));
        }
    }

    [Fact]
    public void No_member_pays_more_than_the_yearly_limit_or_deductible()
    {
        foreach (var year in Claims.GroupBy(c => (c.Patient!.Reference, c.BillablePeriod!.Start![..4])))
        {
            year.Sum(c => Totals(c)["memberliability"]).ShouldBeLessThanOrEqualTo(4000);
            year.Sum(c => Totals(c)["deductible"]).ShouldBeLessThanOrEqualTo(500);
        }
    }

    [Fact]
    public void Every_scenario_with_an_adult_has_claims_of_all_five_kinds()
    {
        foreach (var adult in Households.Many.Select(h => h.Patients[0]))
        {
            adult.Resources.OfType<ExplanationOfBenefit>().Select(c => c.Meta!.Profile.Single()![(c.Meta.Profile.Single()!.LastIndexOf('/') + 1)..]).Distinct().ShouldBe(
                [
                    "C4BB-ExplanationOfBenefit-Professional-NonClinician|2.0.0", "C4BB-ExplanationOfBenefit-Inpatient-Institutional|2.0.0",
                    "C4BB-ExplanationOfBenefit-Outpatient-Institutional|2.0.0", "C4BB-ExplanationOfBenefit-Pharmacy|2.0.0", "C4BB-ExplanationOfBenefit-Oral|2.0.0",
                ],
                ignoreOrder: true);
        }
    }

    private static Dictionary<string, decimal> Totals(ExplanationOfBenefit claim) =>
        claim.Total.ToDictionary(t => t.Category!.Coding[0].Code!, t => t.Amount!.Value!.Value);
}
