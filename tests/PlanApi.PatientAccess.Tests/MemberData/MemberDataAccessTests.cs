using System.Net;
using Hl7.Fhir.Model;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.SyntheticData;
using PlanApi.TestKit;
using Task = System.Threading.Tasks.Task;

namespace PlanApi.PatientAccess.Tests.MemberData;

/// <summary>A member sees the records that are linked to the account today, of others without what is sensitive, and the download holds just that.</summary>
public sealed class MemberDataAccessTests(RecordsHost host)
{
    private const string Path = MemberRecords.Path;
    private static readonly string[] EntryMembers = ["fullUrl", "resource"];

    [Fact]
    public async Task Nobody_reaches_a_record_that_is_not_linked_whatever_the_address_says()
    {
        var (own, other) = ((await host.Household(Scenario.TypicalAdult)).Patients[0], (await host.Household(Scenario.TypicalAdult)).Patients[0]);
        var browser = (await host.MemberOf(own.PatientId)).Browser;
        var claim = other.Resources.OfType<ExplanationOfBenefit>().First().Id!;

        foreach (var path in new[] { Path, $"{Path}/claims", $"{Path}/results", $"{Path}/download", $"{Path}/claims/{claim}" })
        {
            (await browser.Get($"{path}?person={other.PatientId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await browser.Get($"{Path}/claims/{claim}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Get($"{Path}/claims/{claim}?person={own.PatientId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Get($"{Path}?person={own.PatientId}&person={other.PatientId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Download(browser)).Select(r => r.Id).ShouldNotContain(id => id.Contains(other.PatientId));
    }

    [Fact]
    public async Task A_place_in_ones_own_pages_opens_nothing_of_another_person()
    {
        var family = await host.Household(Scenario.Family);
        var (parent, child) = (family.Patients[0].PatientId, family.Patients[^1].PatientId);
        var member = await host.MemberOf(parent);
        await host.Link(member, child, "parent");
        var older = (await member.Browser.Open($"{Path}/results")).LinkTo("Show older").ShouldNotBeNull();

        (await member.Browser.Get(older)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await member.Browser.Get($"{older}&person={child}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await member.Browser.Get(older.Replace("/results", "/visits"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        older.ShouldNotContain(parent);
    }

    [Fact]
    public async Task Of_several_persons_the_member_picks_one_and_sees_that_ones_record_alone()
    {
        var family = await host.Household(Scenario.Family);
        var (parent, child) = (family.Patients[0], family.Patients[^1]);
        var member = await host.Member();
        await host.Link(member, child.PatientId, "parent", new DateOnly(2099, 12, 31));
        await host.Link(member, parent.PatientId);

        var page = await member.Browser.Open(Path);
        page.QuerySelector("main .lead")!.TextContent.ShouldContain(parent.DisplayName);
        page.QuerySelectorAll("main nav[aria-label='Whose record'] a").Select(a => a.TextContent).ShouldBe([parent.DisplayName, child.DisplayName]);

        var ofChild = await member.Browser.Open(page.LinkTo(child.DisplayName)!);
        ofChild.QuerySelector("main .lead")!.TextContent.ShouldContain(child.DisplayName);
        ofChild.QuerySelector("main .meta")!.TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain("as parent"), t => t.ShouldContain("until December 31, 2099"));
        ofChild.QuerySelectorAll("main table a, main .actions a").ShouldAllBe(a => a.GetAttribute("href")!.Contains($"person={child.PatientId}"));
        var claims = await member.Browser.Open(ofChild.LinkTo("Claims and costs")!);
        claims.QuerySelectorAll("main tbody a").ShouldAllBe(a => a.GetAttribute("href")!.StartsWith($"{Path}/claims/{child.PatientId}-"));
    }

    [Fact]
    public async Task An_ended_link_opens_nothing_any_more()
    {
        var patient = (await host.Household(Scenario.NoClinicalData)).Patients[0].PatientId;
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        var lastDay = await host.MemberOf(patient, "guardian", until: today);
        var expired = await host.MemberOf(patient, "guardian", until: today.AddDays(-1));
        var ended = await host.MemberOf(patient);
        (await ended.Browser.Open(Path)).QuerySelector("main .empty").ShouldBeNull();
        await host.Services.GetRequiredService<IPatientLinks>().End(ended.AccountId, patient, default);

        (await lastDay.Browser.Open(Path)).QuerySelector("main .empty").ShouldBeNull();
        foreach (var member in new[] { expired, ended })
        {
            (await member.Browser.Open($"{Path}?person={patient}")).QuerySelector("main .empty").ShouldNotBeNull();
            (await member.Browser.Get($"{Path}/download?person={patient}")).Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        }
    }

    [Fact]
    public async Task What_is_labelled_sensitive_shows_to_the_person_and_not_to_who_acts_for_it()
    {
        var patient = (await host.Household(Scenario.NoClinicalData)).Patients[0].PatientId;
        var claim = MemberRecords.Claim(patient, 1, new(2034, 5, 6), billed: 4321);
        claim.Meta = new() { Security = [new("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R")] };
        await host.Write(
            new Condition
            {
                Id = $"{patient}-private",
                Meta = new() { Security = [new("http://terminology.hl7.org/CodeSystem/v3-ActCode", "PSY")] },
                Code = new() { Text = "A private matter" },
                Subject = new($"Patient/{patient}"),
            },
            // The same code system by another of its names.
            new Condition
            {
                Id = $"{patient}-imported",
                Meta = new() { Security = [new("urn:oid:2.16.840.1.113883.5.4", "PSY")] },
                Code = new() { Text = "An imported private matter" },
                Subject = new($"Patient/{patient}"),
            },
            new Condition { Id = $"{patient}-plain", Code = new() { Text = "A plain matter" }, Subject = new($"Patient/{patient}") },
            claim);
        var (self, guardian) = ((await host.MemberOf(patient)).Browser, (await host.MemberOf(patient, "guardian")).Browser);

        (await self.Open($"{Path}/conditions")).Rows().Select(r => r[0]).ShouldBe(["A plain matter", "A private matter", "An imported private matter"], ignoreOrder: true);
        (await guardian.Open($"{Path}/conditions")).Rows().Select(r => r[0]).ShouldBe(["A plain matter"]);
        (await guardian.Open(Path)).Rows().ShouldContain(r => r[0] == "Health conditions" && r[1] == "1");
        (await self.Open($"{Path}/claims?year=2034")).Fact("Billed").ShouldBe("$4,321.00");
        (await guardian.Get($"{Path}/claims?year=2034")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guardian.Get($"{Path}/claims/{claim.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Download(self)).Select(r => r.Id).ShouldContain($"{patient}-private");
        (await Download(guardian)).Select(r => r.Id).ShouldSatisfyAllConditions(
            ids => ids.ShouldContain($"{patient}-plain"), ids => ids.ShouldNotContain($"{patient}-private"), ids => ids.ShouldNotContain($"{patient}-imported"), ids => ids.ShouldNotContain(claim.Id!));
    }

    [Fact]
    public async Task The_download_is_a_collection_of_all_that_the_member_may_see_as_it_is_stored()
    {
        var household = await host.Household(Scenario.TypicalAdult);
        var patient = household.Patients[0];
        var browser = (await host.MemberOf(patient.PatientId)).Browser;

        var response = await browser.Get($"{Path}/download");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/fhir+json");
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe($"attachment; filename=health-record-{host.Clock.GetUtcNow():yyyy-MM-dd}.json");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var bundle = await response.Json();
        (bundle.GetProperty("resourceType").GetString(), bundle.GetProperty("type").GetString()).ShouldBe(("Bundle", "collection"));
        bundle.TryGetProperty("link", out _).ShouldBeFalse();
        var entries = bundle.GetProperty("entry").EnumerateArray().ToList();
        // An entry says where it is from; it is no match of a search (bdl-2).
        entries.ShouldAllBe(e => e.EnumerateObject().Select(p => p.Name).SequenceEqual(EntryMembers));
        entries[0].GetProperty("fullUrl").GetString().ShouldBe($"{host.PublicUrl}/fhir/Patient/{patient.PatientId}");
        var app = host.App(host.Grant(patient.PatientId, null, RecordsHost.AllScopes));
        var everything = (await app.Json($"Patient/{patient.PatientId}/$everything")).Resources().Select(r => r.GetRawText());
        bundle.Resources().Select(r => r.GetRawText()).ShouldBe(everything, ignoreOrder: true);
    }

    [Theory]
    [InlineData(Path)]
    [InlineData($"{Path}/claims")]
    [InlineData($"{Path}/download")]
    public async Task Only_members_may_look(string path)
    {
        ((int)(await host.Browser().Get(path)).StatusCode).ShouldBeOneOf(302, 303, 401);
        ((int)(await (await host.Vendor()).Browser.Get(path)).StatusCode).ShouldBeOneOf(302, 303, 401, 403);
    }

    private static async Task<IReadOnlyList<(string Type, string Id)>> Download(Browser browser)
    {
        var response = await browser.Get($"{Path}/download");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return [.. (await response.Json()).Resources().Select(r => (r.GetProperty("resourceType").GetString()!, r.GetProperty("id").GetString()!))];
    }
}
