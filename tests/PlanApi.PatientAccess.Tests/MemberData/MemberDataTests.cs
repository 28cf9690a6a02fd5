using Hl7.Fhir.Model;
using PlanApi.SyntheticData;
using PlanApi.TestKit;
using Task = System.Threading.Tasks.Task;

namespace PlanApi.PatientAccess.Tests.MemberData;

/// <summary>The member's record as it reads.</summary>
public sealed class MemberDataTests(RecordsHost host)
{
    private const string Path = MemberRecords.Path;

    [Fact]
    public async Task The_first_page_counts_the_parts_of_the_record_and_links_those_that_are_there()
    {
        var patient = (await host.Household(Scenario.TypicalAdult)).Patients[0];
        var member = await host.MemberOf(patient.PatientId);

        var page = await member.Browser.Open(Path);

        page.QuerySelector("main .lead")!.TextContent.ShouldContain(patient.DisplayName);
        page.QuerySelector("main nav[aria-label='Whose record']").ShouldBeNull();
        var counts = page.Rows().ToDictionary(r => r[0], r => r[1]);
        foreach (var (title, type) in new[] { ("Claims and costs", "ExplanationOfBenefit"), ("Test results and measurements", "Observation"), ("Vaccines", "Immunization"), ("Coverage", "Coverage") })
            counts[title].ShouldBe($"{patient.Resources.Count(r => r.TypeName == type)}", title);
        page.QuerySelector("header nav a[aria-current=page]")!.TextContent.ShouldBe("My data");
        (await member.Browser.Open("/member")).QuerySelector("main a[href='/member/data']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_part_that_is_there_opens_and_says_what_when_and_what_came_of_it()
    {
        var patient = (await host.Household(Scenario.TypicalAdult)).Patients[0];
        var browser = (await host.MemberOf(patient.PatientId)).Browser;

        foreach (var link in (await browser.Open(Path)).QuerySelectorAll("main table a").Select(a => a.GetAttribute("href")!))
        {
            var rows = (await browser.Open(link)).Rows();
            rows.ShouldNotBeEmpty(link);
            rows.ShouldAllBe(r => r[0].Length > 0 && r[0] != "Not named", link);
        }

        var lab = patient.Resources.OfType<Observation>().First(o => o.ReferenceRange.Count > 0);
        var (value, low, high) = ((Quantity)lab.Value!, lab.ReferenceRange[0].Low!, lab.ReferenceRange[0].High!);
        var results = await All(browser, $"{Path}/results");
        results.ShouldContain(r => r[0] == lab.Code!.Text && r[2] == $"{value.Value} {value.Unit}" && r[3] == $"{low.Value} to {high.Value} {high.Unit}");
        results.ShouldContain(r => r[2].StartsWith("Systolic blood pressure") && r[2].EndsWith(" mmHg"));
        results.ShouldAllBe(r => DateOnly.Parse(r[1], System.Globalization.CultureInfo.InvariantCulture) > new DateOnly(2000, 1, 1));
        (await browser.Open($"{Path}/documents")).QuerySelector("main details .typed")!.TextContent.ShouldNotBeEmpty();
        (await browser.Open($"{Path}/medicines")).Rows()[0][2].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_measurement_shows_its_value_beside_its_circumstance_and_one_that_was_declined_says_so()
    {
        var patient = (await host.Household(Scenario.Everything)).Patients[0];
        var results = await All((await host.MemberOf(patient.PatientId)).Browser, $"{Path}/results");

        results.ShouldContain(r => r[0] == "Body weight" && r[2].Contains(" kg, Body position with respect to gravity Standing position"));
        results.ShouldContain(r => r[0] == "Body weight" && r[2] == "Not available (Asked But Declined)");
    }

    [Fact]
    public async Task It_reads_in_Spanish_save_for_what_was_recorded_in_English()
    {
        var family = (await host.Household(Scenario.Family)).Patients;
        var member = await host.MemberOf(family[0].PatientId);
        await host.Link(member, family[^1].PatientId, "parent");
        string[] names = [family[0].DisplayName, family[^1].DisplayName];

        await (await host.Member()).Browser.ShouldBeInSpanish(Path);
        await member.Browser.ShouldBeInSpanish("/member", names);
        await member.Browser.ShouldBeInSpanish(Path, names);
        await member.Browser.ShouldBeInSpanish($"{Path}?person={family[^1].PatientId}", names);
        foreach (var link in (await member.Browser.Open(Path)).QuerySelectorAll("main table a").Select(a => a.GetAttribute("href")!))
        {
            await member.Browser.ShouldBeInSpanishWithout("tbody", link, names);
        }

        var claims = await member.Browser.In("es", $"{Path}/claims");
        var claim = claims.QuerySelector("main tbody a")!;
        await member.Browser.ShouldBeInSpanishWithout("tbody, dd", claim.GetAttribute("href")!, [.. names, claim.TextContent]);
        string[] statuses = ["Active", "Completed", "Final", "Resolved", "Inactive", "In progress"];
        foreach (var section in new[] { "coverage", "conditions", "medicines", "reports", "vaccines", "procedures" })
        {
            (await member.Browser.In("es", $"{Path}/{section}")).Rows().SelectMany(r => r).ShouldAllBe(cell => !statuses.Contains(cell), section);
        }
    }

    [Fact]
    public async Task Names_of_providers_and_medicines_come_from_what_the_record_refers_to()
    {
        var household = await host.Household(Scenario.NoClinicalData);
        var patient = household.Patients[0].PatientId;
        var organization = household.Shared.OfType<Organization>().First();
        var claim = MemberRecords.Claim(patient, 1, new(2035, 3, 4));
        claim.Provider = new($"Organization/{organization.Id}");
        await host.Write(claim);

        var rows = (await (await host.MemberOf(patient)).Browser.Open($"{Path}/claims?year=2035")).Rows();

        rows.ShouldHaveSingleItem()[2].ShouldBe(organization.Name);
    }

    [Fact]
    public async Task A_long_part_comes_in_pages_without_gap_or_repetition_newest_first()
    {
        var patient = (await host.Household(Scenario.NoClinicalData)).Patients[0].PatientId;
        await host.Write([.. Enumerable.Range(0, 60).Select(n => new Immunization
        {
            Id = $"{patient}-many-{n}",
            Status = Immunization.ImmunizationStatusCodes.Completed,
            VaccineCode = new() { Text = $"Vaccine {n}" },
            Patient = new($"Patient/{patient}"),
            // Several on one day: the order is by the day and then by the id.
            Occurrence = new FhirDateTime($"20{10 + n / 7:00}-05-06"),
        })]);
        var browser = (await host.MemberOf(patient)).Browser;

        var first = await browser.Open($"{Path}/vaccines");
        first.Rows().Count.ShouldBe(25);
        first.LinkTo("Back to the newest").ShouldBeNull();
        var all = await All(browser, $"{Path}/vaccines");

        all.Select(r => r[0]).ShouldBe(Enumerable.Range(0, 60).Select(n => $"Vaccine {n}"), ignoreOrder: true);
        all.Select(r => r[1]).Select(d => int.Parse(d[^4..])).ShouldBeInOrder(SortDirection.Descending);
        var second = await browser.Open(first.LinkTo("Show older")!);
        (await browser.Open(second.LinkTo("Back to the newest")!)).Rows().ShouldBe(first.Rows());
    }

    [Fact]
    public async Task An_empty_part_says_so()
    {
        var browser = (await host.MemberOf((await host.Household(Scenario.NoClinicalData)).Patients[0].PatientId)).Browser;

        var page = await browser.Open(Path);
        page.Rows().ShouldContain(r => r[0] == "Allergies" && r[1] == "None");
        page.LinkTo("Allergies").ShouldBeNull();
        (await browser.Open($"{Path}/allergies")).QuerySelector("main .empty")!.TextContent.ShouldContain("no allergies on record");
    }

    [Theory]
    [InlineData(Path)]
    [InlineData($"{Path}/claims")]
    [InlineData($"{Path}/results")]
    [InlineData($"{Path}/download")]
    public async Task A_member_without_a_record_is_told_so(string path)
    {
        var member = await host.Member();

        var page = await member.Browser.Open(path);

        page.QuerySelector("main .empty")!.TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain("No health record is linked"), t => t.ShouldContain(member.Email));
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> All(Browser browser, string path)
    {
        List<IReadOnlyList<string>> rows = [];
        for (string? next = path; next is not null;)
        {
            var page = await browser.Open(next);
            rows.AddRange(page.Rows());
            next = page.LinkTo("Show older");
        }

        return rows;
    }
}
