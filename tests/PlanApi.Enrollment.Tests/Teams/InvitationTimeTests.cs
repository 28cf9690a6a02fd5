using System.Net;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests.Teams;

/// <summary>These advance the clock, so they have a host of their own.</summary>
public sealed class InvitationTimeTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task An_expired_link_says_so_and_sending_again_replaces_it()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var old = await vendor.Invites(host, address);
        var browser = host.Browser();
        var page = await browser.Open(old);
        host.Clock.Advance(TimeSpan.FromDays(7.1));
        vendor = await SignInAgain(vendor);

        (await browser.Get(old)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await browser.Press(page, "main form", ("name", "Charles"), ("password", Vendors.Password), ("repeat", Vendors.Password))).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await vendor.Shown()).ShouldContain("Expired");

        (await vendor.Presses("send-again")).Headers.Location!.ToString().ShouldEndWith("?sent-again");
        await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count == 2, "the second mail");
        (await host.Browser().Get(old)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Browser().Join((await host.Mailbox.To(address)).Select(m => m.LinkPath).Single(l => l != old))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Nothing_is_sent_again_within_a_quarter_of_an_hour()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var link = await vendor.Invites(host, address);

        (await vendor.Presses("send-again")).Headers.Location!.ToString().ShouldEndWith("?too-soon");
        (await host.Browser().Get(link)).StatusCode.ShouldBe(HttpStatusCode.OK);

        host.Clock.Advance(TimeSpan.FromMinutes(16));
        (await vendor.Presses("send-again")).Headers.Location!.ToString().ShouldEndWith("?sent-again");
        await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count == 2, "the second mail");
    }

    private async Task<Person> SignInAgain(Person vendor)
    {
        var browser = host.Browser();
        await browser.Submit("/sandbox/sign-in", ("email", vendor.Email), ("password", Person.Password));
        return vendor with { Browser = browser };
    }
}
