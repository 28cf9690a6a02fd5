using System.Net;
using Hl7.Fhir.Model;
using PlanApi.SyntheticData;
using PlanApi.TestKit;
using Task = System.Threading.Tasks.Task;

namespace PlanApi.PatientAccess.Tests.MemberData;

/// <summary>Costs add up: lines to the claim, claims to the year.</summary>
public sealed class MemberClaimsTests(RecordsHost host)
{
    private const string Path = $"{MemberRecords.Path}/claims";
    private static readonly string[] PartsOfBill = ["Taken off by the plan's contract", "Plan paid", "Your share"];

    [Fact]
    public async Task Each_years_claims_add_up_to_its_costs_and_the_years_hold_every_claim()
    {
        var patient = (await host.Household(Scenario.TypicalAdult)).Patients[0];
        var claims = patient.Resources.OfType<ExplanationOfBenefit>().ToList();
        var browser = (await host.MemberOf(patient.PatientId)).Browser;

        var years = (await browser.Open(Path)).QuerySelectorAll("main nav[aria-label='Years'] a").Select(a => (Year: a.TextContent, Link: a.GetAttribute("href")!)).ToList();

        years.Select(y => y.Year).ShouldBe(claims.Select(c => c.BillablePeriod!.Start![..4]).Distinct().OrderDescending());
        foreach (var (year, link) in years)
        {
            var ofYear = claims.Where(c => c.BillablePeriod!.Start!.StartsWith(year)).ToList();
            var (page, rows) = await Year(browser, link);
            rows.Count.ShouldBe(ofYear.Count);
            page.Fact("Claims").ShouldBe($"{ofYear.Count}");
            foreach (var (term, cell, category) in new[] { ("Billed", 3, "submitted"), ("Plan paid", 4, "benefit"), ("Your share", 5, "memberliability") })
            {
                var total = MemberRecords.Dollars(page.Fact(term));
                total.ShouldBe(rows.Sum(r => MemberRecords.Dollars(r[cell])), $"{term} of {year}");
                total.ShouldBe(ofYear.Sum(c => Total(c, category)), $"{term} of {year}");
            }

            MemberRecords.Dollars(page.Fact("Billed")).ShouldBe(PartsOfBill.Sum(t => MemberRecords.Dollars(page.Fact(t))));
        }
    }

    [Fact]
    public async Task A_claims_lines_add_up_to_it_and_a_stay_is_told_as_a_whole()
    {
        var patient = (await host.Household(Scenario.TypicalAdult)).Patients[0];
        var browser = (await host.MemberOf(patient.PatientId)).Browser;

        foreach (var claim in patient.Resources.OfType<ExplanationOfBenefit>().DistinctBy(c => (c.Type!.Coding[0].Code, c.SubType?.Coding[0].Code)))
        {
            var page = await browser.Open($"{Path}/{claim.Id}");
            var total = page.QuerySelectorAll("main tfoot td.number").Select(c => MemberRecords.Dollars(c.TextContent)).ToArray();
            total.ShouldBe([Total(claim, "submitted"), Total(claim, "benefit"), Total(claim, "memberliability")]);
            var lines = page.Rows();
            lines.Count.ShouldBe(claim.Item.Count);
            if (claim.SubType?.Coding[0].Code == "inpatient")
            {
                lines.ShouldAllBe(l => l[2].Length == 0);
            }
            else
            {
                total.ShouldBe(Enumerable.Range(2, 3).Select(c => lines.Sum(l => MemberRecords.Dollars(l[c]))));
            }

            page.Fact("Claim number").ShouldBe(claim.Identifier[0].Value);
            page.Fact("Paid by the plan").ShouldBe(total[1].ToString("$#,##0.00"));
        }
    }

    [Fact]
    public async Task A_year_of_many_claims_comes_in_pages_and_adds_up_whole()
    {
        var patient = (await host.Household(Scenario.NoClinicalData)).Patients[0].PatientId;
        await host.Write([.. Enumerable.Range(0, 230).Select(n => MemberRecords.Claim(patient, n, new DateOnly(2034, 1, 1).AddDays(n), billed: n, paid: n * 0.75m, share: n * 0.25m))]);
        await host.Write(MemberRecords.Claim(patient, 230, new(2033, 12, 31), billed: 1_000_000), MemberRecords.Claim(patient, 231, new(2035, 1, 1), billed: 1_000_000));
        var browser = (await host.MemberOf(patient)).Browser;

        var (page, rows) = await Year(browser, $"{Path}?year=2034");

        rows.Count.ShouldBe(230);
        rows.Select(r => MemberRecords.Dollars(r[3])).ShouldBe(Enumerable.Range(0, 230).Reverse().Select(n => (decimal)n));
        page.Rows().Count.ShouldBe(25);
        page.Fact("Billed").ShouldBe("$26,335.00");
        page.Fact("Plan paid").ShouldBe("$19,751.25");
        page.Fact("Your share").ShouldBe("$6,583.75");
        var older = await browser.Open(page.LinkTo("Show older")!);
        older.QuerySelectorAll("main h2").Select(h => h.TextContent).ShouldBe(["Older claims of 2034"]);
        older.LinkTo("Back to the newest").ShouldBe($"{Path}?year=2034");
    }

    [Fact]
    public async Task What_a_claim_does_not_state_is_not_made_up_and_what_is_no_bill_is_not_counted()
    {
        var patient = (await host.Household(Scenario.NoClinicalData)).Patients[0].PatientId;
        var reversed = MemberRecords.Claim(patient, 3, new(2034, 3, 3), billed: 7000);
        reversed.Status = ExplanationOfBenefit.ExplanationOfBenefitStatus.Cancelled;
        var authorization = MemberRecords.Claim(patient, 4, new(2034, 3, 2), billed: 9000);
        authorization.Use = ClaimUseCode.Preauthorization;
        await host.Write(
            MemberRecords.Claim(patient, 1, new(2034, 3, 5), billed: 100, paid: 80, share: 20), MemberRecords.Claim(patient, 2, new(2034, 3, 4), billed: 50, paid: null, share: null), reversed, authorization);

        var (page, rows) = await Year((await host.MemberOf(patient)).Browser, $"{Path}?year=2034");

        rows.Select(r => r[5]).ShouldBe(["$20.00", "Not stated", "$15.00", "$15.00"]);
        rows[2][0].ShouldContain("Taken back");
        rows[3][0].ShouldContain("Prior authorization");
        (page.Fact("Claims"), page.Fact("Billed"), page.Fact("Plan paid"), page.Fact("Your share")).ShouldBe(("2", "$150.00", "$80.00", "$20.00"));
        page.QuerySelector("main .card .meta")!.TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain("the sum lacks it: 1 claim."), t => t.ShouldContain("nobody pays for them: 2 entries."));
    }

    [Theory]
    [InlineData("?year=1999")]
    [InlineData("?year=two")]
    [InlineData("?year=")]
    [InlineData("?after=x")]
    [InlineData("?year=2034&after=")]
    [InlineData("/no-such-claim")]
    [InlineData("/%3Cscript%3E")]
    public async Task Addresses_of_nothing_are_not_found(string rest)
    {
        var patient = (await host.Household(Scenario.NoClinicalData)).Patients[0].PatientId;

        (await (await host.MemberOf(patient)).Browser.Get(Path + rest)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static decimal Total(ExplanationOfBenefit claim, string category) => claim.Total.Single(t => t.Category!.Coding[0].Code == category).Amount!.Value!.Value;

    /// <summary>The first page of a year, and the rows of all its pages.</summary>
    private static async Task<(AngleSharp.Html.Dom.IHtmlDocument First, List<IReadOnlyList<string>> Rows)> Year(Browser browser, string path)
    {
        var page = await browser.Open(path);
        List<IReadOnlyList<string>> rows = [.. page.Rows()];
        for (var next = page.LinkTo("Show older"); next is not null;)
        {
            var older = await browser.Open(next);
            rows.AddRange(older.Rows());
            next = older.LinkTo("Show older");
        }

        return (page, rows);
    }
}
