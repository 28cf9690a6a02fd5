using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.ProductionReview.Data;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.Gallery;

public sealed class SearchTests(SearchTests.Filled host) : IClassFixture<SearchTests.Filled>
{
    [Theory]
    [InlineData("q=pill", "Pill Box")]
    [InlineData("q=PILL++bóx", "Pill Box")]
    [InlineData("q=ltd+medicines", "Pill Box")]
    [InlineData("q=ltd+meals", "Café Santé")]
    [InlineData("q=glucose", "Sugar Diary")]
    [InlineData("q=cafe+sante", "Café Santé")]
    [InlineData("q=box+pill", "Pill Box")]
    [InlineData("q=diary", "Diary of Days", "Sugar Diary", "Café Santé")]
    [InlineData("category=Medicines", "Pill Box")]
    [InlineData("platform=Android", "Sugar Diary")]
    [InlineData("platform=Ios&category=Medicines&q=pill", "Pill Box")]
    [InlineData("platform=Android&category=Medicines")]
    [InlineData("q=pill+sugar")]
    [InlineData("category=Nonsense&platform=42&page=-3&q=pill", "Pill Box")]
    public async Task Applications_are_found_by_words_category_and_platform(string query, params string[] names)
    {
        var page = await host.Browser().Open($"/apps?{query}");

        page.QuerySelectorAll(".card h2").Select(h => h.TextContent).ShouldBe(names);
        if (names.Length == 0)
        {
            page.QuerySelector("#found")!.TextContent.ShouldBe("0 applications found. Show all applications");
            page.QuerySelector(".cards").ShouldBeNull("a list of nothing");
            page.QuerySelector(".empty a")!.GetAttribute("href").ShouldBe("/apps");
        }
    }

    [Fact]
    public async Task What_was_looked_for_stays_in_the_form_and_the_count_is_announced()
    {
        var page = await host.Browser().Open("/apps?q=pill&category=Medicines&platform=Web");

        page.QuerySelector("[role=status]")!.TextContent.ShouldStartWith("1 application found.");
        page.QuerySelector("#q")!.GetAttribute("value").ShouldBe("pill");
        page.QuerySelector("#category option[selected]")!.GetAttribute("value").ShouldBe("Medicines");
        page.QuerySelector("#platform option[selected]")!.GetAttribute("value").ShouldBe("Web");
        page.QuerySelector("form[role=search]")!.GetAttribute("method").ShouldBe("get");
    }

    [Fact]
    public async Task Many_applications_stand_on_pages_that_keep_the_search()
    {
        var first = await host.Browser().Open("/apps?q=specimen");
        first.QuerySelectorAll(".card").Length.ShouldBe(24);
        first.QuerySelector("[role=status]")!.TextContent.ShouldStartWith("60 applications found. Page 1 of 3.");
        first.QuerySelector("a[rel=prev]").ShouldBeNull();

        var second = await host.Browser().Open(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!.Split('#')[0]);
        var last = await host.Browser().Open(second.QuerySelector("a[rel=next]")!.GetAttribute("href")!.Split('#')[0]);

        last.QuerySelectorAll(".card").Length.ShouldBe(12);
        last.QuerySelector("a[rel=next]").ShouldBeNull();
        new[] { first, second, last }.SelectMany(p => p.QuerySelectorAll(".card h2").Select(h => h.TextContent)).Distinct().Count().ShouldBe(60);
        (await host.Browser().Open("/apps?q=specimen&page=99")).QuerySelectorAll(".card").Length.ShouldBe(12);
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text_and_finds_nothing()
    {
        var page = await host.Browser().Open($"/apps?q={Uri.EscapeDataString("\"><script>alert(1)</script>")}&category=%22%3E%3Cb%3E");

        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.QuerySelector("#q")!.GetAttribute("value").ShouldBe("\"><script>alert(1)</script>");
        (await host.Browser().Get($"/apps?q={new string('x', 3000)}&q=twice&page=99999999999999999999")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Browser().Get("/apps?q=%00%E2%80%AE%ED%A0%80")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_list_for_machines_takes_the_same_search()
    {
        var json = JsonDocument.Parse(await host.Browser().Client.GetStringAsync("/apps.json?q=sugar")).RootElement;

        json.EnumerateArray().Select(a => a.GetProperty("name").GetString()).ShouldBe(["Sugar Diary"]);
    }

    [Fact]
    public async Task Each_application_has_a_page_that_says_what_it_may_ask_for()
    {
        var card = (await host.Browser().Open("/apps?q=pill")).QuerySelector(".card h2 a")!.GetAttribute("href")!;

        var page = await host.Browser().Open(card);

        page.QuerySelector("h1")!.TextContent.ShouldBe("Pill Box");
        page.QuerySelector(".typed")!.TextContent.ShouldBe("Keeps track of medicines.\n\nFor everyone.");
        page.QuerySelectorAll("[aria-labelledby=may-ask] li strong").Select(l => l.TextContent).ShouldBe(["Insurance coverage", "Confirm that it is you who signed in"]);
        page.QuerySelectorAll("[aria-labelledby=policies] li").Select(l => l.TextContent.Trim()).ShouldBe(["Privacy policy", "Security policy: none given", "Terms of service"]);
        page.QuerySelector("a.button")!.GetAttribute("href").ShouldBe($"{card}/launch");
        (await host.Browser().Get("/apps/nobodys-client-id")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_suspended_application_is_listed_nowhere_and_its_page_says_so_until_it_is_reinstated()
    {
        var (vendor, reviewer) = (await host.Vendor(), await host.Reviewer());
        var id = await vendor.Register(AppForm.Valid("Suspicious").With(("organizationName", "Nobody"), ("description", "Nothing."), ("category", "Other")));
        await vendor.SendRequest(id);
        await reviewer.Approve("Suspicious");
        var path = (await host.Browser().Open("/apps?q=suspicious")).QuerySelector(".card h2 a")!.GetAttribute("href")!;

        await reviewer.Browser.Submit($"/review/apps/{id}/suspend", ("criterion", "security-risk"), ("reason", "A test."));

        (await host.Browser().Open("/apps?q=suspicious")).QuerySelectorAll(".card").ShouldBeEmpty();
        (await host.Browser().Open(path)).QuerySelector("h1")!.TextContent.ShouldBe("Suspicious is not available");
        await reviewer.Browser.Submit($"/review/apps/{id}/reinstate", ("reason", "Mended."));
        (await host.Browser().Open("/apps?q=suspicious")).QuerySelectorAll(".card").Length.ShouldBe(1);
        await reviewer.Browser.Submit($"/review/apps/{id}/suspend", ("criterion", "security-risk"), ("reason", "A test."));
    }

    [Fact]
    public async Task Category_and_platforms_are_part_of_what_is_reviewed()
    {
        var (vendor, reviewer) = (await host.Vendor(), await host.Reviewer());
        var name = host.NewName();
        var id = await vendor.Register(AppForm.Valid(name).With(("organizationName", "Nobody"), ("description", "Nothing."), ("category", "Other")));
        await vendor.SendRequest(id);
        await reviewer.Approve(name);
        await vendor.Edit(id, ("category", "Research"), ("platforms", "Desktop"));
        await vendor.SendRequest(id);

        var changed = (await reviewer.OpenRequest(name)).QuerySelectorAll("tr.changed").ToDictionary(r => r.QuerySelector("th")!.FirstChild!.TextContent.Trim(), r => r.QuerySelectorAll("td").Select(d => d.TextContent.Trim()).ToList());

        changed.Keys.ShouldBe(["Category", "Platforms"]);
        changed["Category"].ShouldBe(["Other", "Research"]);
        changed["Platforms"].ShouldBe(["Web browser\niPhone and iPad", "Computer (installed)"]);
        (await host.Browser().Open("/apps?platform=Desktop")).QuerySelectorAll(".card").ShouldBeEmpty();
    }

    /// <summary>With a gallery that is found in: a few of their own kind, and many alike.</summary>
    public sealed class Filled : ReviewHost
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.ApprovedApp(AppForm.Valid("Pill Box").With(("securityPolicyUrl", "")));
            await this.ApprovedApp(AppForm.Valid("Sugar Diary").With(
                ("organizationName", "Sweet Inc."), ("description", "Writes down glucose."), ("category", "Conditions"), ("platforms", "Android")));
            await this.ApprovedApp([.. AppForm.Valid("Café Santé").With(("organizationName", "Cuisine Ltd."), ("description", "A diary of meals."), ("category", "Wellness")).Where(a => a.Field != "platforms")]);
            await this.ApprovedApp([.. AppForm.Valid("Diary of Days").With(("organizationName", "Days Inc."), ("description", "What happened."), ("category", "Other")).Where(a => a.Field != "platforms")]);
            await AddMany();
        }

        /// <summary>As if sixty more had been approved one by one.</summary>
        private async Task AddMany()
        {
            var db = Services.GetRequiredService<ReviewDb>();
            var model = await db.LiveApps.Find(a => a.NameKey == "DIARY OF DAYS").FirstAsync();
            await db.LiveApps.InsertManyAsync(Enumerable.Range(1, 60).Select(n => model with
            {
                Id = $"specimen-{n}",
                ClientId = $"specimen-{n}",
                NameKey = $"SPECIMEN {n:00}",
                Details = model.Details with { Name = $"Specimen {n:00}", OrganizationName = "Many", Description = "Alike." },
            }));
            Services.GetRequiredService<ListedApps>().Changed();
        }
    }
}
