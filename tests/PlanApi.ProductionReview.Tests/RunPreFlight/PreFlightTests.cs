using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Outbound;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.RunPreFlight;

public sealed class PreFlightTests(PreFlightTests.Guarded host) : IClassFixture<PreFlightTests.Guarded>
{
    [Fact]
    public async Task A_vendor_has_an_app_checked_before_sending_and_sees_what_was_seen_and_when()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()).With(("description", ""), ("logoUrl", "")));
        var page = await vendor.Browser.Open(Path(id));
        page.QuerySelectorAll("[aria-label='Pre-flight checks']").ShouldBeEmpty();
        page.QuerySelector("#check-form button")!.TextContent.ShouldBe("Check now");

        var asked = await vendor.Browser.Press(page, "#check-form");

        (asked.StatusCode, asked.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.SeeOther, $"{Path(id)}#pre-flight"));
        page = await Checked(vendor, Path(id));
        page.QuerySelector("#check-form button")!.TextContent.ShouldBe("Check again");
        page.QuerySelector("#pre-flight ~ .meta time").ShouldNotBeNull();
        var rows = Rows(page);
        rows["Required details"].ShouldBe("Look at this|Missing: A description");
        rows["Privacy policy URL"].ShouldBe("Look at this|Its name leads to no public address");
        rows.Keys.ShouldNotContain("Logo URL");
        rows.Keys.ShouldNotContain("Redirect URL");
        rows["A redirect URL was used in the sandbox"].ShouldStartWith("Not seen yet|Nobody was sent back to the application yet");
        page.QuerySelectorAll("td .hint").ShouldContain(h => h.TextContent == "Launch the application.");
        rows["A refresh token is used"].ShouldBe("Fine|None is asked for");
    }

    [Fact]
    public async Task While_it_runs_the_page_says_so_and_asking_again_changes_nothing()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()));
        var page = await vendor.Browser.Open(Path(id));
        using (await host.Hold())
        {
            var presses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => vendor.Browser.Press(page, "#check-form")));
            presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);

            var running = await vendor.Browser.Open(Path(id));
            running.QuerySelector("[role=status]")!.TextContent.ShouldContain("is being checked");
            running.QuerySelector("[role=status] a")!.GetAttribute("href").ShouldBe(Path(id));
            running.QuerySelector("#check-form").ShouldBeNull();
        }

        await Checked(vendor, Path(id));
    }

    [Fact]
    public async Task A_check_that_never_ends_may_be_asked_for_again()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()));
        using var held = await host.Hold();
        await vendor.Browser.Press(await vendor.Browser.Open(Path(id)), "#check-form");

        host.Clock.Advance(TimeSpan.FromMinutes(6));

        (await vendor.Browser.Open(Path(id))).QuerySelector("#check-form").ShouldNotBeNull();
    }

    [Fact]
    public async Task It_keeps_nobody_from_sending_and_the_reviewer_meets_a_fresh_one_and_may_ask_again()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name).With(("logoUrl", "")));

        await vendor.SendRequest(id);

        var path = (await reviewer.OpenRequest(name)).Location.PathName;
        var page = await Checked(reviewer, path);
        Rows(page)["Launch URL"].ShouldBe("Look at this|Its name leads to no public address");
        page.QuerySelector("#sandbox ~ p")!.TextContent.ShouldContain("was not seen in the last 30 days");
        page.QuerySelectorAll("td .hint").ShouldBeEmpty();
        var first = page.QuerySelector("#pre-flight ~ .meta time")!.TextContent;
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        (await reviewer.Browser.Press(page, "#check-form")).Headers.Location!.ToString().ShouldBe($"{path}#pre-flight");

        await Eventually.Holds(async () => (await Checked(reviewer, path)).QuerySelector("#pre-flight ~ .meta time")!.TextContent != first, "a newer check");
        await reviewer.Approve(name);
        (await reviewer.Browser.Open(path)).QuerySelector("#pre-flight").ShouldBeNull();
    }

    [Fact]
    public async Task A_later_save_is_told()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()));
        await vendor.Browser.Press(await vendor.Browser.Open(Path(id)), "#check-form");
        (await Checked(vendor, Path(id))).DocumentElement.TextContent.ShouldNotContain("saved since then");

        await vendor.Edit(id, ("description", "Other words"));

        (await vendor.Browser.Open(Path(id))).QuerySelector("#pre-flight ~ .meta")!.TextContent.ShouldContain("saved since then");
    }

    [Fact]
    public async Task Nobody_else_can_have_an_app_checked()
    {
        var (vendor, other, reviewer) = (await host.Vendor(), await host.Vendor(), await host.Reviewer());
        var page = await other.Browser.Open(Path(await other.Register(AppForm.Valid(host.NewName()))));
        page.QuerySelector("#check-form")!.SetAttribute("action", $"{Path(await vendor.Register(AppForm.Valid(host.NewName())))}/check");

        (await other.Browser.Press(page, "#check-form")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page.QuerySelector("#check-form")!.SetAttribute("action", "/review/requests/some-id/check");
        (await other.Browser.Press(page, "#check-form")).Headers.Location!.OriginalString.ShouldStartWith("/review/sign-in");
        var name = host.NewName();
        await vendor.SendRequest(await vendor.Register(AppForm.Valid(name)));
        var request = await Checked(reviewer, (await reviewer.OpenRequest(name)).Location.PathName);
        request.QuerySelector("#check-form")!.SetAttribute("action", "/review/requests/nothing/check");
        (await reviewer.Browser.Press(request, "#check-form")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Path(string appId) => ProductionReviewPaths.Request(appId);

    private static async Task<IHtmlDocument> Checked(Person person, string path)
    {
        IHtmlDocument page = null!;
        await Eventually.Holds(async () => (page = await person.Browser.Open(path)).QuerySelector("[aria-label='Pre-flight checks']") is not null && page.QuerySelector("#check-form") is not null, "the pre-flight");
        return page;
    }

    private static Dictionary<string, string> Rows(IHtmlDocument page) => page.QuerySelectorAll("[aria-label='Pre-flight checks'] tbody tr")
        .ToDictionary(r => r.QuerySelector("th")!.TextContent, r => string.Join('|', r.QuerySelectorAll("td").Select(d => d.TextContent.Trim())));

    /// <summary>Links are checked as in production, no app was ever launched, and a test may hold the checks up.</summary>
    public sealed class Guarded : ReviewHost, ISandboxCalls
    {
        private readonly SemaphoreSlim _turn = new(1);

        public async Task<IDisposable> Hold()
        {
            await _turn.WaitAsync();
            return new Held(_turn);
        }

        protected override void ConfigureServices(IServiceCollection services)
        {
            base.ConfigureServices(services);
            services.AddSingleton(new OutboundGuard(plainHttp: false, PublicAddresses.Contain)).AddSingleton<ISandboxCalls>(this);
        }

        async Task<IReadOnlyList<OAuthCall>> ISandboxCalls.Of(string clientId, int limit, CancellationToken ct)
        {
            await _turn.WaitAsync(ct);
            _turn.Release();
            return [];
        }

        private sealed class Held(SemaphoreSlim turn) : IDisposable
        {
            public void Dispose() => turn.Release();
        }
    }
}
