using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;
using SkiaSharp;

namespace PlanApi.AppRegistry.Tests.FetchLogo;

public sealed class FetchLogoTests(AppsHost host) : IClassFixture<AppsHost>
{
    [Fact]
    public async Task Without_a_logo_people_see_initials_and_there_is_nothing_to_fetch()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid("Quiet Harbor").With(("logoUrl", "")));

        var page = await vendor.Browser.Open(AppRegistryPaths.App(id));

        page.QuerySelector("[aria-labelledby=logo] .initials")!.TextContent.ShouldBe("QH");
        page.QuerySelector("[aria-labelledby=logo]")!.TextContent.ShouldContain("No Logo URL is given");
        page.QuerySelector("#logo-form").ShouldBeNull();
    }

    [Fact]
    public async Task Saving_a_logo_has_it_fetched_and_the_page_tells_why_it_cannot_be_used()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid("Nowhere"));

        await Eventually.Holds(async () => (await Logo(vendor, id)).Contains("Its name leads to no public address", StringComparison.Ordinal), "the attempt", seconds: 30);
        (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector("[aria-labelledby=logo] .initials").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_fetched_logo_is_served_by_us_for_ever_under_an_address_of_its_content()
    {
        await using var server = await WebServer.Start(http => http.Response.Body.WriteAsync(Logos.Picture(200, 200, SKColors.Teal)).AsTask());
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid("Teal").With(("logoUrl", "")));
        await host.DeclareLogo(id, server.Url);

        var page = await vendor.FetchLogo(id);

        var source = page.QuerySelector("[aria-labelledby=logo] img")!.GetAttribute("src")!;
        source.ShouldStartWith("/sandbox/logos/");
        var reply = await host.Browser().Get(source);
        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        reply.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        reply.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        using var drawn = SKBitmap.Decode(await reply.Content.ReadAsByteArrayAsync());
        (drawn.Width, drawn.Height).ShouldBe((256, 256));
        (await vendor.Browser.Open(AppRegistryPaths.List)).QuerySelector(".card img")!.GetAttribute("src").ShouldBe(source.Replace("/256.", "/96.", StringComparison.Ordinal));
        (await host.Browser().Get(source.Replace("/256.", "/512.", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_picture_takes_its_place_and_one_that_fails_leaves_it()
    {
        var (colour, works) = (SKColors.Red, true);
        await using var server = await WebServer.Start(http =>
        {
            http.Response.StatusCode = works ? 200 : 500;
            return http.Response.Body.WriteAsync(Logos.Picture(64, 64, colour)).AsTask();
        });
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid("Changing").With(("logoUrl", "")));
        await host.DeclareLogo(id, server.Url);
        var first = Source(await vendor.FetchLogo(id));

        colour = SKColors.Blue;
        await vendor.FetchLogo(id);
        await Eventually.Holds(async () => Source(await vendor.Browser.Open(AppRegistryPaths.App(id))) != first, "the other picture", seconds: 60);
        var second = Source(await vendor.Browser.Open(AppRegistryPaths.App(id)));
        await Eventually.Holds(async () => (await host.Browser().Get(first)).StatusCode == HttpStatusCode.NotFound, "the end of the first picture");

        works = false;
        await vendor.FetchLogo(id);
        await Eventually.Holds(async () => (await Logo(vendor, id)).Contains("It answered 500. The picture from before stays", StringComparison.Ordinal), "the failure", seconds: 60);
        Source(await vendor.Browser.Open(AppRegistryPaths.App(id))).ShouldBe(second);
        (await host.Browser().Get(second)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Asking_several_times_at_once_fetches_once()
    {
        var asked = new TaskCompletionSource();
        await using var server = await WebServer.Start(async http =>
        {
            await asked.Task;
            await http.Response.Body.WriteAsync(Logos.Picture(64, 64, SKColors.Gold));
        });
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid("Once").With(("logoUrl", "")));
        await host.DeclareLogo(id, server.Url);
        var page = await vendor.Browser.Open(AppRegistryPaths.App(id));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => vendor.Browser.Press(page, "#logo-form")));
        (await Logo(vendor, id)).ShouldContain("The logo is being fetched");
        asked.SetResult();

        await Eventually.Holds(async () => (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector("[aria-labelledby=logo] img") is not null, "the logo", seconds: 60);
        server.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Taking_the_logo_away_or_deleting_the_application_removes_the_pictures()
    {
        await using var server = await WebServer.Start(http => http.Response.Body.WriteAsync(Logos.Picture(64, 64, SKColors.Plum)).AsTask());
        var (vendor, number) = (await host.Vendor(), 0);
        foreach (var remove in new Func<string, Task>[]
        {
            id => vendor.Edit(id, ("logoUrl", "")),
            id => vendor.Browser.Submit($"{AppRegistryPaths.App(id)}/delete"),
        })
        {
            var id = await vendor.Register(AppForm.Valid($"Passing {++number}").With(("logoUrl", "")));
            await host.DeclareLogo(id, server.Url);
            var source = Source(await vendor.FetchLogo(id));

            await remove(id);

            await Eventually.Holds(async () => (await host.Browser().Get(source)).StatusCode == HttpStatusCode.NotFound, "the end of the picture", seconds: 60);
        }
    }

    [Fact]
    public async Task Another_organizations_application_has_no_logo_to_fetch()
    {
        var (vendor, stranger) = (await host.Vendor(), await host.Vendor());
        var id = await vendor.Register(AppForm.Valid("Theirs"));
        // The form with the button is there only between attempts; any form has the token that counts.
        var page = await stranger.Browser.Open(AppRegistryPaths.List);
        page.QuerySelector("form.sign-out")!.SetAttribute("action", $"{AppRegistryPaths.App(id)}/logo");

        (await stranger.Browser.Press(page, "form.sign-out")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_was_saved_before_there_were_categories_and_logos_reads_as_other_and_none()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid("Older").With(("logoUrl", "")));
        await host.Services.GetRequiredService<IMongoDatabase>().GetCollection<BsonDocument>("appRegistry.apps").UpdateOneAsync(
            new BsonDocument("_id", id), new BsonDocument("$unset", new BsonDocument { { "details.category", 1 }, { "details.platforms", 1 }, { "savedBy", 1 }, { "logo", 1 } }));

        var page = await vendor.Browser.Open(AppRegistryPaths.App(id));

        var lines = page.QuerySelectorAll("[aria-labelledby=details] dt").ToDictionary(t => t.TextContent, t => t.NextElementSibling!.TextContent);
        (lines["Category"], lines["Platforms"]).ShouldBe(("Other", "—"));
        var details = (await host.Services.GetRequiredService<ISandboxApps>().Find(id, default))!.Details;
        (details.Category, details.Platforms.Count).ShouldBe((AppCategory.Other, 0));
        (await vendor.Browser.Submit(AppRegistryPaths.Edit(id))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static async Task<string> Logo(Person vendor, string id) =>
        (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector("[aria-labelledby=logo]")!.TextContent;

    private static string Source(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("[aria-labelledby=logo] img")!.GetAttribute("src")!;
}
