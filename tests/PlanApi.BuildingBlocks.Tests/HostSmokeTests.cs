using System.Net;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class HostSmokeTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task A_host_on_an_empty_store_is_ready() =>
        (await host.Browser().Get("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task An_unknown_address_answers_a_page_that_says_so_and_leaks_nothing()
    {
        var browser = host.Browser();
        browser.Client.DefaultRequestHeaders.Add("Accept", "text/html");

        var response = await browser.Get("/no/such/page");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Document()).QuerySelector("h1")!.TextContent.ShouldBe("Page not found");
    }

    [Fact]
    public async Task The_list_of_endpoints_that_a_library_offers_is_closed() =>
        (await host.Browser().Get("/_test_url_cache_")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Every_reply_carries_the_security_headers()
    {
        var response = await host.Browser().Get("/health/live");

        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
