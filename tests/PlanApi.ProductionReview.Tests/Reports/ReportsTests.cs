using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.Reports;

/// <summary>The yearly figures as staff see and take them away. How they are counted is proven where that is done.</summary>
public sealed class ReportsTests(ReportsTests.Host host) : IClassFixture<ReportsTests.Host>
{
    /// <summary>With figures that a test makes up.</summary>
    public sealed class Host : ReviewHost, IAccessReports
    {
        public List<TransferFigures> Figures { get; } = [];

        public List<AppDay> AppDays { get; } = [];

        protected override void ConfigureServices(IServiceCollection services)
        {
            base.ConfigureServices(services);
            services.AddSingleton<IAccessReports>(this);
        }

        Task<IReadOnlyList<TransferFigures>> IAccessReports.Transfers(int year, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<TransferFigures>>([.. Figures.Where(f => f.Period.StartsWith($"{year}", StringComparison.Ordinal))]);

        Task<IReadOnlyList<AppDay>> IAccessReports.Days(int year, CancellationToken ct) => Task.FromResult<IReadOnlyList<AppDay>>([.. AppDays.Where(d => d.Day.Year == year)]);

        Task<IReadOnlyList<AppDay>> IAccessReports.DaysOf(string clientId, int limit, CancellationToken ct) => throw new NotSupportedException();
    }

    [Fact]
    public async Task A_year_shows_its_members_by_month_and_its_apps_by_use_and_both_can_be_taken_away()
    {
        var year = host.Clock.GetUtcNow().Year - 1;
        var (_, app) = await host.ApprovedApp(AppForm.Valid("=cmd|' /C calc'!A0"));
        host.Figures.AddRange([new($"{year}", 1200, 34, host.Clock.GetUtcNow()), new($"{year}-01", 1100, 20, host.Clock.GetUtcNow()), new($"{year}-12", 300, 14, host.Clock.GetUtcNow())]);
        host.AppDays.AddRange(
        [
            new("gone", new(year, 1, 1), [new(200, 1)]), new(app.ClientId, new(year, 1, 1), [new(200, 1000), new(304, 5), new(401, 3)]), new(app.ClientId, new(year, 1, 2), [new(200, 10), new(503, 2)]),
        ]);
        var reviewer = await host.Reviewer();

        var page = await reviewer.Browser.Open($"/review/reports?year={year}");

        page.QuerySelector(".lead")!.TextContent.ShouldContain("data of 1,200 members went to an app at least once, and of 34 on more than one day");
        Rows(page, "Members by month").ShouldBe([$"January {year}|1,100|20", $"December {year}|300|14"]);
        Rows(page, "Calls of applications").ShouldBe([$"=cmd|' /C calc'!A0 {app.ClientId}|2|1,015|3|2", "An app that is no more gone|1|1|0|0"]);
        (await Csv(reviewer, $"/review/reports/members/{year}")).ShouldBe(["period,members,members_on_more_than_one_day", $"{year},1200,34", $"{year}-01,1100,20", $"{year}-12,300,14"]);
        (await Csv(reviewer, $"/review/reports/apps/{year}")).ShouldBe(
            ["app,client_id,days,answered,refused,failed", $"'=cmd|' /C calc'!A0,{app.ClientId},2,1015,3,2", "An app that is no more,gone,1,1,0,0"]);
        (await reviewer.Browser.Get($"/review/reports/people/{year}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?year=soon")]
    [InlineData("?year=-1")]
    [InlineData("?year=99999999999")]
    public async Task A_year_without_figures_says_so_and_nonsense_means_this_year(string query)
    {
        var reviewer = await host.Reviewer();

        var page = await reviewer.Browser.Open($"/review/reports{query}");

        page.QuerySelector("h1")!.TextContent.ShouldBe($"Report of {host.Clock.GetUtcNow().Year}");
        page.QuerySelector(".empty")!.TextContent.ShouldContain("No data went to an app");
    }

    [Theory]
    [InlineData("/review/reports")]
    [InlineData("/review/reports/members/2026")]
    public async Task Reports_are_for_staff_alone(string path)
    {
        (await host.Browser().Get(path)).Headers.Location!.ToString().ShouldContain("/review/sign-in");
        (await (await host.Member()).Browser.Get(path)).Headers.Location!.ToString().ShouldContain("/review/sign-in");
        (await (await host.Vendor()).Browser.Get(path)).Headers.Location!.ToString().ShouldContain("/review/sign-in");
    }

    private static IEnumerable<string> Rows(AngleSharp.Html.Dom.IHtmlDocument page, string table) =>
        page.QuerySelectorAll($"[aria-label='{table}'] tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim())));

    private static async Task<string[]> Csv(Person reviewer, string path)
    {
        var response = await reviewer.Browser.Get(path);
        (response.StatusCode, response.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "text/csv"));
        return (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
