using System.Net;
using AngleSharp.Html.Dom;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.KeepForm;

/// <summary>A session that ends in the middle of a form.</summary>
public sealed class KeepFormTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private static readonly TimeSpan Night = TimeSpan.FromHours(13);

    [Fact]
    public async Task What_was_typed_is_there_after_signing_in_again_and_is_taken_when_it_is_sent()
    {
        var vendor = await host.Vendor();
        var (form, continued) = await SendAfterTheNight(vendor);

        var page = await SignInAgain(vendor, continued);

        page.QuerySelector("h1")!.TextContent.ShouldBe("Nothing is lost");
        var shown = page.QuerySelectorAll("details p").Select(d => d.TextContent).ToList();
        shown.ShouldContain("Night Shift");
        shown.Intersect(form.QuerySelector("main form")!.QuerySelectorAll("[type=hidden], [type=radio], [type=checkbox], option").Select(f => f.GetAttribute("value"))).ShouldBeEmpty();
        var saved = await vendor.Browser.Press(page, "main form");
        saved.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await (await vendor.Browser.Follow(saved)).Document()).QuerySelector("main")!.TextContent.ShouldContain("Night Shift");
    }

    [Fact]
    public async Task It_is_shown_to_nobody_else_and_not_for_ever()
    {
        var vendor = await host.Vendor();
        var (_, continued) = await SendAfterTheNight(vendor);
        var colleague = await host.Vendor(vendor.OrganizationId);

        (await colleague.Browser.Get(continued)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Browser().Get(continued)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await host.Member()).Browser.Get(continued)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await SignInAgain(vendor, continued);
        host.Clock.Advance(TimeSpan.FromHours(2));
        (await vendor.Browser.Get(continued)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData(null)]
    public async Task A_form_of_another_site_is_not_kept(string? from)
    {
        var vendor = await host.Vendor();
        host.Clock.Advance(Night);
        using var request = new HttpRequestMessage(HttpMethod.Post, AppRegistryPaths.New) { Content = new FormUrlEncodedContent([new("name", "Trojan")]) };
        if (from is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", from);
        }

        var answer = await vendor.Browser.Client.SendAsync(request);

        answer.Headers.Location!.OriginalString.ShouldBe($"/sandbox/sign-in?returnUrl={Uri.EscapeDataString(AppRegistryPaths.New)}");
    }

    [Fact]
    public async Task Who_was_never_signed_in_has_nothing_kept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AppRegistryPaths.New) { Content = new FormUrlEncodedContent([new("name", "Nobody")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        (await host.Browser().Client.SendAsync(request)).Headers.Location!.OriginalString.ShouldEndWith(Uri.EscapeDataString(AppRegistryPaths.New));
    }

    [Fact]
    public async Task A_page_of_an_earlier_sign_in_can_be_sent_again()
    {
        var vendor = await host.Vendor();
        var page = await vendor.Browser.Open(AppRegistryPaths.New);
        var colleague = await host.Vendor(vendor.OrganizationId);
        await vendor.Browser.Submit("/sandbox/sign-in", ("email", colleague.Email), ("password", Person.Password));

        var refused = await vendor.Browser.Press(page, "main form", AppForm.Valid("Two Windows"));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await vendor.Browser.Press(await refused.Document(), "main form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Passwords_are_typed_again_rather_than_kept()
    {
        var browser = host.Browser();
        var page = await browser.Open("/sandbox/sign-in");

        var refused = await (await browser.Press(page, "main form", ("email", "someone@people.example"), ("password", Person.Password), ("__RequestVerificationToken", "stale"))).Document();

        ((IHtmlInputElement)refused.QuerySelector("input[name=email]")!).Value.ShouldBe("someone@people.example");
        refused.DocumentElement.OuterHtml.ShouldNotContain(Person.Password);
    }

    private async Task<(IHtmlDocument Form, string ReturnUrl)> SendAfterTheNight(Person vendor)
    {
        var form = await vendor.Browser.Open(AppRegistryPaths.New);
        host.Clock.Advance(Night);
        var answer = await vendor.Browser.Press(form, "main form", AppForm.Valid("Night Shift"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var returnUrl = Uri.UnescapeDataString(answer.Headers.Location!.OriginalString.Split("returnUrl=")[1]);
        returnUrl.ShouldStartWith("/sandbox/continue/");
        return (form, returnUrl);
    }

    private static async Task<IHtmlDocument> SignInAgain(Person vendor, string returnUrl)
    {
        var answer = await vendor.Browser.Submit($"/sandbox/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", ("email", vendor.Email), ("password", Person.Password));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await vendor.Browser.Open(returnUrl);
    }
}
