using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests;

public sealed class ClaimAmountTests
{
    private static readonly IReadOnlyList<ExplanationOfBenefit> Claims = [.. Households.Many.SelectMany(h => h.Resources).Claims()];

    [Fact]
    public void Submitted_is_discount_eligible_and_noncovered_and_eligible_is_what_plans_and_member_pay()
    {
        foreach (var claim in Claims)
        {
            var share = claim.Total("deductible") + claim.Total("copay") + claim.Total("coinsurance");
            claim.Total("submitted").ShouldBe(claim.Total("discount") + claim.Total("eligible") + claim.Total("noncovered"));
            claim.Total("eligible").ShouldBe(claim.Total("priorpayerpaid") + claim.Total("benefit") + share);
            claim.Total("memberliability").ShouldBeInRange(share, share + claim.Total("noncovered"));
            claim.Total("paidtoprovider").ShouldBe(claim.Total("benefit"));
            claim.Payment!.Amount!.Value.ShouldBe(claim.Total("benefit"));
            claim.Total.ShouldAllBe(t => t.Amount!.Value >= 0);
        }
    }

    [Fact]
    public void Lines_add_up_to_the_totals_where_lines_carry_amounts()
    {
        var withLines = Claims.Where(c => c.Item.Any(i => i.Adjudication.Any(a => a.Amount is not null))).ToList();
        withLines.ShouldNotBeEmpty();
        foreach (var claim in withLines)
        {
            claim.Item.ShouldAllBe(i => i.Adjudication.Any(a => a.Amount != null));
            claim.Adjudication.ShouldAllBe(a => a.Amount == null);
            var lines = claim.Item.SelectMany(i => i.Adjudication).Where(a => a.Amount is not null)
                .GroupBy(a => a.Category!.Coding[0].Code!).ToDictionary(g => g.Key, g => g.Sum(a => a.Amount!.Value!.Value));
            lines.OrderBy(l => l.Key).ShouldBe(Totals(claim).OrderBy(t => t.Key));
        }
    }

    [Fact]
    public void Amounts_of_what_is_paid_as_a_whole_stand_at_the_claim_and_not_at_its_lines()
    {
        var whole = Claims.Where(c => c.Adjudication.Any(a => a.Amount is not null)).ToList();
        whole.Select(c => c.SubType!.Coding[0].Code).Distinct().ShouldBe(["inpatient", "outpatient"], ignoreOrder: true);
        foreach (var claim in whole)
        {
            claim.Item.ShouldAllBe(i => i.Adjudication.Count == 0);
            claim.Adjudication.Where(a => a.Amount is not null).ToDictionary(a => a.Category!.Coding[0].Code!, a => a.Amount!.Value!.Value).ShouldBe(Totals(claim));
        }
    }

    [Fact]
    public void Deductible_and_yearly_limit_fill_up_and_start_anew_each_January()
    {
        var years = Claims.Standing().GroupBy(c => (c.Patient!.Reference, c.BillablePeriod!.Start![..4])).ToList();
        foreach (var year in years)
        {
            year.Sum(c => c.Total("deductible") + c.Total("copay") + c.Total("coinsurance")).ShouldBeLessThanOrEqualTo(4000);
            year.Sum(c => c.Total("deductible")).ShouldBeLessThanOrEqualTo(500);
        }

        var patient = Households.Of(Scenario.ThousandsOfClaims).Patients[0].PatientId;
        var whole = years.Where(y => y.Key.Reference == $"Patient/{patient}" && y.Key.Item2 is not ("2021" or "2026")).ToList();
        whole.Count.ShouldBe(4);
        whole.ShouldAllBe(y => y.Sum(c => c.Total("deductible")) == 500);
        whole.ShouldAllBe(y => y.Sum(c => c.Total("deductible") + c.Total("copay") + c.Total("coinsurance")) == 4000);
        foreach (var year in whole)
        {
            year.OrderBy(c => c.BillablePeriod!.Start, StringComparer.Ordinal).Last().Total("memberliability").ShouldBe(0, "in December the limit is reached");
        }
    }

    [Fact]
    public void A_family_shares_a_deductible_and_a_limit_of_its_own()
    {
        foreach (var household in Households.Many)
        {
            var contracts = household.Resources.OfType<Coverage>().Where(c => c.Order != 1).ToDictionary(c => c.Beneficiary!.Reference!, c => c.SubscriberId!);
            foreach (var year in household.Resources.Claims().Standing().GroupBy(c => (contracts[c.Patient!.Reference!], c.BillablePeriod!.Start![..4])))
            {
                year.Sum(c => c.Total("deductible")).ShouldBeLessThanOrEqualTo(1000);
                year.Sum(c => c.Total("deductible") + c.Total("copay") + c.Total("coinsurance")).ShouldBeLessThanOrEqualTo(8000);
            }
        }

        var claims = Households.Of(Scenario.Family).Resources.Claims().Where(c => c.BillablePeriod!.Start!.StartsWith("2025", StringComparison.Ordinal)).OrderBy(c => c.BillablePeriod!.Start, StringComparer.Ordinal).ToList();
        claims.Sum(c => c.Total("deductible")).ShouldBe(1000);
        claims.Where(c => c.Total("deductible") > 0).Select(c => c.Patient!.Reference).Distinct().Count().ShouldBeGreaterThan(1);
        var met = claims.FindLastIndex(c => c.Total("deductible") > 0);
        claims.Skip(met + 1).Where(c => c.Total("coinsurance") > 0).Select(c => c.Patient!.Reference).Distinct().Count().ShouldBeGreaterThan(1, "who has not met their own pays none of it either");
    }

    [Fact]
    public void What_was_paid_says_so_in_the_kind_of_its_payment()
    {
        foreach (var claim in Claims)
        {
            var expected = claim.Total("noncovered") == 0 ? "paid" : claim.Total("benefit") == 0 ? "denied" : "partiallypaid";
            claim.Payment!.Type!.Coding[0].Code.ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("typical-adult")]
    [InlineData("family")]
    [InlineData("no-clinical-data")]
    [InlineData("everything")]
    public void An_adult_has_claims_of_all_five_kinds(string scenario)
    {
        var adult = Households.Of(Scenario.Find(scenario)!).Patients[0];
        adult.Resources.Claims().Select(c => c.Meta!.Profile.Single()![(c.Meta.Profile.Single()!.LastIndexOf('/') + 1)..]).Distinct().ShouldBe(
            [
                "C4BB-ExplanationOfBenefit-Professional-NonClinician|2.0.0", "C4BB-ExplanationOfBenefit-Inpatient-Institutional|2.0.0",
                "C4BB-ExplanationOfBenefit-Outpatient-Institutional|2.0.0", "C4BB-ExplanationOfBenefit-Pharmacy|2.0.0", "C4BB-ExplanationOfBenefit-Oral|2.0.0",
            ],
            ignoreOrder: true);
    }

    private static Dictionary<string, decimal> Totals(ExplanationOfBenefit claim) =>
        claim.Total.ToDictionary(t => t.Category!.Coding[0].Code!, t => t.Amount!.Value!.Value);
}
