using System.Text.Json;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.Gallery;

public sealed class GalleryTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task The_gallery_is_empty_at_first_and_then_shows_what_members_need_to_choose()
    {
        var visitor = host.Browser();
        (await visitor.Open(ProductionReviewPaths.Gallery)).QuerySelector(".empty h2")!.TextContent.ShouldBe("No applications yet");
        (await visitor.Client.GetStringAsync("/apps.json")).ShouldBe("[]");

        var (_, app) = await host.ApprovedApp(AppForm.Valid("Pill Box").With(("securityPolicyUrl", "")));
        var (_, other) = await host.ApprovedApp(AppForm.Valid("Always There").With(("launchUrl", "")));

        var page = await visitor.Open(ProductionReviewPaths.Gallery);
        page.QuerySelectorAll(".card h2").Select(h => h.TextContent).ShouldBe(["Always There", "Pill Box"]);
        var card = page.QuerySelectorAll(".card")[1];
        card.QuerySelectorAll(".meta").Select(m => m.TextContent).ShouldBe(["by Pill Box Ltd.", "Medicines · Web browser, iPhone and iPad"]);
        card.QuerySelector(".initials")!.TextContent.ShouldBe("PB");
        card.QuerySelector("h2 a")!.GetAttribute("href").ShouldBe($"/apps/{app.ClientId}");
        card.QuerySelector("a.button")!.GetAttribute("href").ShouldBe($"/apps/{app.ClientId}/launch");
        page.QuerySelectorAll(".card")[0].QuerySelector("a.button")!.GetAttribute("href").ShouldBe("https://pillbox.example");
        page.QuerySelectorAll("main a").ShouldContain(a => a.TextContent == "Vendor Enrollment to Sandbox" && a.GetAttribute("href") == "/enroll");

        var json = JsonDocument.Parse(await visitor.Client.GetStringAsync("/apps.json")).RootElement;
        json.EnumerateArray().Select(a => a.GetProperty("clientId").GetString()).ShouldBe([other.ClientId, app.ClientId]);
        json[1].GetProperty("name").GetString().ShouldBe("Pill Box");
        json[1].GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(["openid", "patient/Coverage.read"]);
        json[1].GetProperty("privacyPolicy").GetString().ShouldBe("https://pillbox.example/privacy");
        (json[1].GetProperty("category").GetString(), json[1].GetProperty("page").GetString()).ShouldBe(("Medicines", $"{host.PublicUrl}/apps/{app.ClientId}"));
        json[1].GetProperty("platforms").EnumerateArray().Select(s => s.GetString()).ShouldBe(["Web", "Ios"]);
        json[1].TryGetProperty("securityPolicy", out var none).ShouldBe(none.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task The_list_for_machines_may_be_read_from_any_page() =>
        (await host.Browser().Get("/apps.json")).Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);

    [Fact]
    public async Task The_criteria_are_public() =>
        (await host.Browser().Open("/apps/criteria")).QuerySelectorAll("h2").Select(h => h.TextContent).ShouldBe(["A security risk to the plan's systems", "Facts missing"]);

    [Fact]
    public async Task The_start_page_has_a_door_for_everyone()
    {
        var page = await host.Browser().Open("/");

        var links = page.QuerySelectorAll("main a").Select(a => (a.TextContent, a.GetAttribute("href"))).ToList();
        links.ShouldContain(("Vendor Enrollment to Sandbox", "/enroll"));
        links.ShouldContain(("App gallery", "/apps"));
        links.ShouldContain(("Member portal", "/member"));
        links.ShouldContain(("Provider directory", "/directory/fhir/metadata"));
    }
}
