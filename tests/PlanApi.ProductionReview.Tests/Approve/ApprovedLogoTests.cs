using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;
using SkiaSharp;

namespace PlanApi.ProductionReview.Tests.Approve;

public sealed class ApprovedLogoTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task The_logo_that_was_approved_is_shown_to_members_whatever_its_vendor_puts_in_its_place()
    {
        var colour = SKColors.Red;
        await using var server = await WebServer.Start(http => http.Response.Body.WriteAsync(Logos.Picture(64, 64, colour)).AsTask());
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await WithLogo(vendor, name, server);
        await vendor.SendRequest(id);
        (await reviewer.OpenRequest(name)).QuerySelector("#logo img")!.GetAttribute("src")!.ShouldStartWith("/sandbox/logos/");

        await reviewer.Approve(name);

        var card = await Card(name);
        var source = card.QuerySelector("img")!.GetAttribute("src")!;
        (await host.Browser().Open(card.QuerySelector("h2 a")!.GetAttribute("href")!)).QuerySelector("main img")!.GetAttribute("src").ShouldBe(source.Replace("/96.", "/256.", StringComparison.Ordinal));
        var picture = await Bytes(source);
        (await host.Browser().Get(source)).Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");

        colour = SKColors.Blue;
        await FetchUntilChanged(vendor, id);
        await vendor.Browser.Submit($"/sandbox/apps/{id}/delete");

        (await Card(name)).QuerySelector("img")!.GetAttribute("src").ShouldBe(source);
        (await Bytes(source)).ShouldBe(picture);
        var json = JsonDocument.Parse(await host.Browser().Client.GetStringAsync($"/apps.json?q={Uri.EscapeDataString(name)}")).RootElement;
        json[0].GetProperty("logo").GetString().ShouldBe($"{host.PublicUrl}{source.Replace("/96.", "/256.", StringComparison.Ordinal)}");
    }

    [Fact]
    public async Task A_logo_that_changed_after_the_reviewer_looked_is_shown_and_not_approved()
    {
        var colour = SKColors.Red;
        await using var server = await WebServer.Start(http => http.Response.Body.WriteAsync(Logos.Picture(64, 64, colour)).AsTask());
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await WithLogo(vendor, name, server);
        await vendor.SendRequest(id);
        var seen = await reviewer.OpenRequest(name);
        colour = SKColors.Blue;
        await FetchUntilChanged(vendor, id);

        var late = await reviewer.Browser.Press(seen, "#approve-form");

        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await late.Document();
        page.QuerySelector(".error-summary")!.TextContent.ShouldContain("logo is another one");
        (await reviewer.Browser.Press(page, "#approve-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Card(name)).QuerySelector("img").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_new_logo_alone_can_be_sent_and_reaches_members_when_it_is_approved()
    {
        var colour = SKColors.Red;
        await using var server = await WebServer.Start(http => http.Response.Body.WriteAsync(Logos.Picture(64, 64, colour)).AsTask());
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await WithLogo(vendor, name, server);
        await vendor.SendRequest(id);
        await reviewer.Approve(name);
        var before = (await Card(name)).QuerySelector("img")!.GetAttribute("src");
        (await vendor.Browser.Open(ProductionReviewPaths.Request(id))).QuerySelector("#send-form").ShouldBeNull();
        colour = SKColors.Blue;
        await FetchUntilChanged(vendor, id);

        await vendor.SendRequest(id);
        (await reviewer.OpenRequest(name)).QuerySelectorAll("#logo img").Length.ShouldBe(2);
        await reviewer.Approve(name);

        (await Card(name)).QuerySelector("img")!.GetAttribute("src").ShouldNotBe(before);
    }

    private async Task<string> WithLogo(Person vendor, string name, WebServer server)
    {
        var id = await vendor.Register(AppForm.Valid(name).With(("logoUrl", "")));
        await host.DeclareLogo(id, server.Url);
        await vendor.FetchLogo(id);
        return id;
    }

    private static async Task FetchUntilChanged(Person vendor, string id)
    {
        var before = Source(await vendor.Browser.Open($"/sandbox/apps/{id}"));
        await vendor.FetchLogo(id);
        await Eventually.Holds(async () => Source(await vendor.Browser.Open($"/sandbox/apps/{id}")) != before, "the other logo", seconds: 60);
    }

    private static string? Source(IHtmlDocument page) => page.QuerySelector("[aria-labelledby=logo] img")?.GetAttribute("src");

    private async Task<AngleSharp.Dom.IElement> Card(string name) =>
        (await host.Browser().Open(ProductionReviewPaths.Gallery)).QuerySelectorAll(".card").Single(c => c.QuerySelector("h2")!.TextContent == name);

    private async Task<byte[]> Bytes(string path) => await host.Browser().Client.GetByteArrayAsync(path);
}
