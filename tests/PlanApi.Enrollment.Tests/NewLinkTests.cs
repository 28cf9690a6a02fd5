using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests;

/// <summary>These advance the clock, so they have a host of their own.</summary>
public sealed class NewLinkTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task An_expired_link_says_so_offers_a_new_one_and_the_new_one_works()
    {
        var address = Vendors.NewAddress();
        var old = await host.LinkFor(address);
        var browser = host.Browser();
        var page = await browser.Open(old);
        host.Clock.Advance(TimeSpan.FromHours(24.5));

        var opened = await browser.Get(old);
        opened.StatusCode.ShouldBe(HttpStatusCode.Gone);
        var offer = (await opened.Document()).QuerySelector("main a.button")!.GetAttribute("href")!;
        var submitted = await browser.Press(page, "main form", ("password", Vendors.Password), ("repeat", Vendors.Password));
        submitted.StatusCode.ShouldBe(HttpStatusCode.Gone);

        (await browser.Submit(offer, ("email", address))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count == 2, "the second mail");
        var fresh = (await host.Mailbox.To(address)).Select(m => m.LinkPath).Single(l => l != old);
        (await host.Browser().Get(old)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Browser().SetPassword(fresh)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Services.GetRequiredService<IAccounts>().FindByEmail(Realm.Vendor, address, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_reply_is_the_same_for_an_address_nobody_enrolled()
    {
        var waiting = Vendors.NewAddress();
        await host.LinkFor(waiting);

        var known = await host.Browser().Submit("/enroll/new-link", ("email", waiting));
        var unknown = await host.Browser().Submit("/enroll/new-link", ("email", Vendors.NewAddress()));

        (known.StatusCode, known.Headers.Location).ShouldBe((unknown.StatusCode, unknown.Headers.Location));
        known.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Browser().Open(known.Headers.Location!.ToString())).QuerySelector(".lead")!.TextContent.ShouldStartWith("If an enrollment waits");
    }

    [Fact]
    public async Task A_confirmed_vendor_who_asks_for_a_link_is_told_of_the_account()
    {
        var address = Vendors.NewAddress();
        await host.Browser().SetPassword(await host.LinkFor(address));

        await host.Browser().Submit("/enroll/new-link", ("email", address));

        await host.Mailbox.Expect(address, "already have");
    }

    [Theory]
    [InlineData(""), InlineData("ada"), InlineData("\"><script>alert(1)</script>@x.example")]
    public async Task A_malformed_address_is_refused_and_shown_back_as_text(string typed)
    {
        var response = await host.Browser().Submit("/enroll/new-link", ("email", typed));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf("email").ShouldNotBeNull();
        page.GetElementById("email")!.GetAttribute("value").ShouldBe(typed);
        page.QuerySelectorAll("script").ShouldBeEmpty();
    }
}
