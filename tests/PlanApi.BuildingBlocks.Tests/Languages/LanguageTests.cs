using System.Net;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests.Languages;

public sealed class LanguageTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Theory]
    [InlineData("es", "es")]
    [InlineData("es-MX,es;q=0.9,en;q=0.5", "es")]
    [InlineData("en-US,es;q=0.9", "en")]
    [InlineData("fr, de;q=0.9", "en")]
    [InlineData("*", "en")]
    public async Task The_browsers_language_counts_where_we_speak_it(string accepted, string spoken) =>
        (await host.Browser().In(accepted, "/")).DocumentElement.GetAttribute("lang").ShouldBe(spoken);

    [Theory]
    [InlineData("/sandbox/sign-in")]
    [InlineData("/review/sign-in")]
    [InlineData("/docs")]
    public async Task Developers_and_staff_have_English(string path)
    {
        var page = await host.Browser().In("es", path);

        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.QuerySelector("a[hreflang]").ShouldBeNull();
    }

    [Fact]
    public async Task The_choice_in_the_footer_keeps_its_place_and_counts_more_than_the_browsers()
    {
        var browser = host.Browser();
        var page = await browser.In("en", "/apps/how-to-choose?from=mail");

        var chosen = await browser.Get(page.QuerySelector("footer a[hreflang=es]")!.GetAttribute("href")!);

        chosen.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        chosen.Headers.Location!.OriginalString.ShouldBe("/apps/how-to-choose?from=mail");
        page = await browser.In("en", "/apps/how-to-choose?from=mail");
        page.QuerySelector("h1")!.TextContent.ShouldBe("Cómo elegir una aplicación con cuidado");
        await browser.Get(page.QuerySelector("footer a[hreflang=en]")!.GetAttribute("href")!);
        (await browser.In("es", "/")).DocumentElement.GetAttribute("lang").ShouldBe("en");
    }

    [Theory]
    [InlineData("https://bad.example/")]
    [InlineData("//bad.example/")]
    [InlineData("/\\bad.example")]
    public async Task The_choice_leads_nowhere_else(string returnUrl) =>
        (await host.Browser().Get($"/language/es?returnUrl={Uri.EscapeDataString(returnUrl)}")).Headers.Location!.OriginalString.ShouldBe("/");

    [Fact]
    public async Task Other_languages_are_not_there() => (await host.Browser().Get("/language/fr")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_page_that_is_not_there_says_so_in_Spanish_too() =>
        (await host.Browser().In("es", "/member/no/such/page")).QuerySelector("h1")!.TextContent.ShouldBe("Página no encontrada");

    [Theory]
    [InlineData("/")]
    [InlineData("/apps")]
    [InlineData("/apps/how-to-choose")]
    public async Task Pages_for_everyone_are_in_Spanish(string path) =>
        await host.Browser().ShouldBeInSpanish(path, "reportfraud.ftc.gov", "hhs.gov/hipaa/filing-a-complaint");
}
