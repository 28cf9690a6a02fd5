using System.Net;
using AngleSharp.Html.Dom;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Consent.Tests;

public sealed class ActivityTests(ConsentHost host) : IClassFixture<ConsentHost>
{
    private const string Path = "/member/activity";
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Without_a_reading_the_page_says_so() =>
        (await (await host.Member()).Browser.Open(Path)).QuerySelector("main .empty h2")!.TextContent.ShouldBe("Nothing has been read");

    [Fact]
    public async Task Readings_are_told_by_day_in_plain_words_and_pages_of_one_search_as_one()
    {
        var member = await Reader(
            Access(Noon, count: 50),
            Access(Noon.AddSeconds(10), count: 50),
            Access(Noon.AddSeconds(20), count: 7),
            Access(Noon.AddSeconds(30), "Condition", status: 403),
            Access(Noon.AddMinutes(1), "Coverage", count: 1),
            Access(Noon.AddMinutes(2), "Goal", count: 0),
            Access(Noon.AddDays(-1), "Patient", "operation", count: 240));

        var page = await member.Browser.Open(Path);

        page.QuerySelectorAll("main h2[id^=d2]").Select(h => h.TextContent).ShouldBe(["March 4, 2026", "March 3, 2026"]);
        Rows(page).ShouldBe(
        [
            "12:02 UTC|Looked for Care plans, goals and care team and got nothing", "12:01 UTC|Read 1 entry of Insurance coverage", "12:00 UTC|Was refused Health conditions",
            "12:00 UTC|Read 107 entries of Claims and costs", "12:00 UTC|Read 240 entries of The whole record",
        ]);
        page.QuerySelector("main td[data-title=App]")!.TextContent.ShouldBe("Pill <b>Box");
        // With one app and one person there is nothing to choose.
        page.QuerySelectorAll("main select").ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_narrowed_by_app_person_and_period_and_the_form_keeps_what_was_chosen()
    {
        var member = await Reader(
            Access(Noon, client: ConsentHost.App), Access(Noon.AddDays(1), client: ConsentHost.OtherApp), Access(Noon.AddDays(2), client: ConsentHost.App, patient: "byron"),
            Access(Noon.AddDays(3), client: ConsentHost.App));
        await host.Connect(member, ConsentHost.App, ConsentHost.Ada);
        await host.Connect(member, ConsentHost.OtherApp, ConsentHost.Ada);
        await host.Connect(member, ConsentHost.App, ConsentHost.Byron);

        (await Days(member, "")).ShouldBe(["March 7, 2026", "March 6, 2026", "March 5, 2026", "March 4, 2026"]);
        (await Days(member, $"?app={ConsentHost.App}")).ShouldBe(["March 7, 2026", "March 6, 2026", "March 4, 2026"]);
        (await Days(member, $"?app={ConsentHost.App}&person=ada")).ShouldBe(["March 7, 2026", "March 4, 2026"]);
        (await Days(member, "?from=2026-03-05&to=2026-03-06")).ShouldBe(["March 6, 2026", "March 5, 2026"]);
        (await Days(member, "?to=2026-03-04&app=&person=&from=")).ShouldBe(["March 4, 2026"]);

        var page = await member.Browser.Open($"{Path}?app={ConsentHost.OtherApp}&person=ada&from=2026-03-06");
        page.QuerySelector("main .empty h2")!.TextContent.ShouldBe("Nothing was read");
        ((IHtmlSelectElement)page.QuerySelector("#app")!).Value.ShouldBe(ConsentHost.OtherApp);
        ((IHtmlSelectElement)page.QuerySelector("#person")!).Value.ShouldBe("ada");
        ((IHtmlInputElement)page.QuerySelector("#from")!).Value.ShouldBe("2026-03-06");
    }

    [Fact]
    public async Task It_is_told_in_Spanish_to_whom_reads_Spanish()
    {
        var member = await Reader(Access(Noon, count: 50), Access(Noon.AddMinutes(1), "Condition", status: 403), Access(Noon.AddMinutes(2), "Goal", count: 0), Access(Noon.AddDays(-1), "Patient", "operation", count: 240));

        await (await host.Member()).Browser.ShouldBeInSpanish(Path);
        await member.Browser.ShouldBeInSpanish(Path, "Pill <b>Box", "Ada Lovelace");
        await member.Browser.ShouldBeInSpanish($"{Path}?from=soon&to=2026-01-01");
        var page = await member.Browser.In("es", Path);
        page.QuerySelectorAll("main h2[id^=d2]").Select(h => h.TextContent).ShouldBe(["4 de marzo de 2026", "3 de marzo de 2026"]);
    }

    [Fact]
    public async Task Another_members_readings_show_to_nobody_else_whatever_the_address_says()
    {
        var member = await Reader(Access(Noon));
        var other = await host.Member();
        var older = $"?after={Noon.AddYears(1).UtcTicks:d20}";

        foreach (var query in new[] { "", older, $"?app={ConsentHost.App}", "?person=ada", $"?account={member.AccountId}" })
        {
            (await other.Browser.Open(Path + query)).QuerySelectorAll("main table").ShouldBeEmpty(query);
            (await Download(other, query)).Count.ShouldBe(1, query);
        }

        (await member.Browser.Open(Path + older)).QuerySelectorAll("main table").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_long_log_comes_in_pages_that_keep_the_filter()
    {
        var member = await Reader([.. Enumerable.Range(0, 120).Select(n => Access(Noon.AddMinutes(n), count: n))]);
        List<string> rows = [];
        var pages = 0;
        for (string? next = $"{Path}?from=2026-03-04"; next is not null; pages++)
        {
            next.ShouldContain("from=2026-03-04");
            var page = await member.Browser.Open(next);
            rows.AddRange(Rows(page));
            next = page.QuerySelectorAll("main nav a").FirstOrDefault(a => a.TextContent == "Show older")?.GetAttribute("href");
            page.QuerySelectorAll("main nav a").Any(a => a.TextContent == "Back to the newest").ShouldBe(pages > 0);
        }

        pages.ShouldBe(3);
        rows.Count.ShouldBe(120);
        rows.Distinct().Count().ShouldBe(120);
    }

    [Theory]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?to=2026-02-30", "to")]
    [InlineData("?from=2026-03-05&to=2026-03-04", "to")]
    public async Task A_day_that_is_none_is_told_beside_its_field_on_the_page_and_from_the_download(string query, string field)
    {
        var member = await Reader(Access(Noon));

        var response = await member.Browser.Get(Path + query);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldNotBeNull();
        (await member.Browser.Get($"{Path}/download{query}")).Headers.Location!.ToString().ShouldStartWith($"{Path}?");
    }

    [Fact]
    public async Task The_file_holds_each_call_of_all_pages_as_filtered_and_starts_no_formula()
    {
        var member = await Reader([.. Enumerable.Range(0, 450).Select(n => Access(Noon.AddSeconds(n), count: n)), Access(Noon.AddDays(1), "Condition", status: 403, client: ConsentHost.OtherApp)]);

        var response = await member.Browser.Get($"{Path}/download");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe($"attachment; filename=activity-{host.Clock.GetUtcNow():yyyy-MM-dd}.csv");
        var lines = await Download(member, "");
        lines.Count.ShouldBe(452);
        lines[0].ShouldBe("Time (UTC),App,Data of,Part of the record,Entries,Outcome");
        lines[1].ShouldBe("""2026-03-05 12:00:00,"'=HYPERLINK(""https://bad.example"",""Claims"")",Ada Lovelace,Health conditions,0,Refused""");
        lines[2].ShouldBe("2026-03-04 12:07:29,Pill <b>Box,Ada Lovelace,Claims and costs,449,Read");
        (await Download(member, "?to=2026-03-04")).Count.ShouldBe(451);
    }

    [Theory]
    [InlineData(Path)]
    [InlineData($"{Path}/download")]
    public async Task Only_members_may_look(string path)
    {
        ((int)(await host.Browser().Get(path)).StatusCode).ShouldBeOneOf(302, 303, 401);
        ((int)(await (await host.Vendor()).Browser.Get(path)).StatusCode).ShouldBeOneOf(302, 303, 401, 403);
    }

    private static AppAccess Access(
        DateTimeOffset at, string type = "ExplanationOfBenefit", string interaction = "search-type", int status = 200, int count = 0, string client = ConsentHost.App, string patient = "ada") =>
        new(at, client, "", patient, type, interaction, status, count);

    private async Task<Person> Reader(params AppAccess[] accesses)
    {
        var member = await host.Member();
        host.GiveReadings(member.AccountId, accesses);
        return member;
    }

    private static async Task<IEnumerable<string>> Days(Person member, string query) =>
        (await member.Browser.Open(Path + query)).QuerySelectorAll("main h2[id^=d2]").Select(h => h.TextContent);

    private static IReadOnlyList<string> Rows(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("main tbody tr").Select(r => $"{r.Children[0].TextContent.Trim()}|{r.Children[2].TextContent.Trim()}")];

    private static async Task<IReadOnlyList<string>> Download(Person member, string query)
    {
        var text = await (await member.Browser.Get($"{Path}/download{query}")).Content.ReadAsStringAsync();
        text.ShouldEndWith("\r\n");
        return text[..^2].Split("\r\n");
    }
}
