using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests.Teams;

public sealed class InviteColleagueTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private IAccounts Accounts => host.Services.GetRequiredService<IAccounts>();

    [Fact]
    public async Task From_the_invitation_through_the_mail_to_a_colleague_who_sees_the_same_applications()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var app = await vendor.Register(AppForm.Valid("Shared Work"));
        var link = await vendor.Invites(host, address);
        (await vendor.Shown()).ShouldContain(address);

        var colleague = host.Browser();
        var joined = await colleague.Join(link);

        joined.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        joined.Headers.Location!.ToString().ShouldBe(AppRegistryPaths.List);
        (await colleague.Open(AppRegistryPaths.List)).Body!.TextContent.ShouldContain("Shared Work");
        (await colleague.Open(AppRegistryPaths.Edit(app))).QuerySelector("#name").ShouldNotBeNull();
        var shown = await vendor.Shown();
        shown.ShouldContain($"Charles Babbage {address}");
        shown.ShouldContain("Ada Lovelace you");
        shown.ShouldContain("None. A colleague whom you invite");
    }

    [Fact]
    public async Task Opening_the_link_consumes_nothing_and_its_second_use_says_so()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var link = await vendor.Invites(host, address);
        for (var i = 0; i < 3; i++)
        {
            (await host.Browser().Open(link)).QuerySelector("h1")!.TextContent.ShouldBe("Join your colleagues");
        }

        (await Accounts.FindByEmail(Realm.Vendor, address, default)).ShouldBeNull();
        var browser = host.Browser();
        var page = await browser.Open(link);
        await host.Browser().Join(link);

        (await browser.Get(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        var other = await browser.Press(page, "main form", ("name", "Somebody"), ("password", "another long password"), ("repeat", "another long password"));
        other.StatusCode.ShouldBe(HttpStatusCode.Gone);
        other.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Accepting_twice_at_once_makes_one_account_and_signs_in()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var browser = host.Browser();
        var page = await browser.Open(await vendor.Invites(host, address));

        var presses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            browser.Press(page, "main form", ("name", "Charles"), ("password", Vendors.Password), ("repeat", Vendors.Password))));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);
        (await Accounts.OfOrganization(vendor.OrganizationId!, default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Inviting_an_address_twice_at_once_is_one_invitation_with_one_mail()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var page = await vendor.Browser.Open(Team.Invite);

        var presses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => vendor.Browser.Press(page, "main form", ("email", address), ("password", Person.Password))));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);
        await host.Mailbox.Expect(address, "Join");
        await vendor.Invites(host, Vendors.NewAddress());
        (await host.Mailbox.To(address)).Count.ShouldBe(1);
        (await vendor.Browser.Open(EnrollmentPaths.Team)).QuerySelectorAll("form[action$='/withdraw']").Length.ShouldBe(2);
    }

    [Fact]
    public async Task An_address_of_another_organization_is_told_by_mail_alone()
    {
        var (vendor, other) = (await host.EnrolledVendor(), await host.EnrolledVendor());
        var unknown = await vendor.Asks(Vendors.NewAddress());

        var known = await vendor.Asks(other.Email.ToUpperInvariant());

        (known.StatusCode, known.Headers.Location).ShouldBe((unknown.StatusCode, unknown.Headers.Location));
        (await vendor.Shown()).ShouldContain(other.Email.ToUpperInvariant());
        var mail = await host.Mailbox.Expect(other.Email, "another organization");
        mail.Text.ShouldNotContain("/sandbox/join");
        (await Accounts.Find(other.AccountId, default))!.OrganizationId.ShouldBe(other.OrganizationId);
    }

    [Fact]
    public async Task Someone_who_enrolled_meanwhile_is_told_by_the_link_that_they_belong_elsewhere()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var link = await vendor.Invites(host, address);
        await host.Browser().SetPassword(await host.LinkFor(address));

        var late = await host.Browser().Join(link);

        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Accounts.FindByEmail(Realm.Vendor, address, default))!.OrganizationId.ShouldNotBe(vendor.OrganizationId);
    }

    [Fact]
    public async Task A_colleague_is_not_invited_again_and_a_wrong_password_invites_nobody()
    {
        var vendor = await host.EnrolledVendor();
        (await (await vendor.Asks(vendor.Email)).Document()).ErrorOf("email")!.ShouldContain("your team");

        var refused = await vendor.Asks(Vendors.NewAddress(), "not the password at all");

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Document()).ErrorOf("password").ShouldNotBeNull();
        (await vendor.Shown()).ShouldContain("None. A colleague whom you invite");
    }

    [Fact]
    public async Task A_withdrawn_invitation_opens_nothing_and_is_not_sent_again_moments_later()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var link = await vendor.Invites(host, address);
        var browser = host.Browser();
        var page = await browser.Open(link);

        (await vendor.Presses("withdraw")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await browser.Get(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Press(page, "main form", ("name", "Charles"), ("password", Vendors.Password), ("repeat", Vendors.Password))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Accounts.FindByEmail(Realm.Vendor, address, default)).ShouldBeNull();
        (await vendor.Asks(address)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Fifty_invitations_can_be_open()
    {
        var vendor = await host.EnrolledVendor();
        var invitations = host.Services.GetRequiredService<Data.Invitations>();
        for (var i = 0; i < 50; i++)
        {
            await invitations.Invite(new(vendor.OrganizationId!, "Ada", vendor.Email), Vendors.NewAddress(), default);
        }

        (await (await vendor.Asks(Vendors.NewAddress())).Document()).ErrorOf("email")!.ShouldContain("50 invitations are open");
    }

    [Fact]
    public async Task An_address_gets_at_most_five_invitations_an_hour_from_however_many_organizations()
    {
        var address = Vendors.NewAddress();
        for (var i = 0; i < 6; i++)
        {
            (await (await host.EnrolledVendor()).Asks(address)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count >= 5, "the first five mails");
        await (await host.EnrolledVendor()).Invites(host, Vendors.NewAddress());
        (await host.Mailbox.To(address)).Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("nothing"), InlineData("a.b"), InlineData("a.b.c"), InlineData("%20.%20")]
    public async Task A_link_that_is_nobodys_says_so(string link) =>
        (await host.Browser().Get("/sandbox/join/" + link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_link_with_another_invitations_token_opens_nothing()
    {
        var vendor = await host.EnrolledVendor();
        var mine = (await vendor.Invites(host, Vendors.NewAddress())).Split('.');
        var other = (await vendor.Invites(host, Vendors.NewAddress())).Split('.');

        (await host.Browser().Get($"{other[0]}.{mine[1]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_link_still_works()
    {
        var vendor = await host.EnrolledVendor();
        var link = await vendor.Invites(host, Vendors.NewAddress());

        (await (await host.Browser().Join(link, "short")).Document()).ErrorOf("password")!.ShouldContain("at least 12");

        (await host.Browser().Join(link)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Another_organizations_invitations_do_not_exist()
    {
        var (vendor, stranger, address) = (await host.EnrolledVendor(), await host.EnrolledVendor(), Vendors.NewAddress());
        var link = await vendor.Invites(host, address);
        var id = link.Split('/')[^1].Split('.')[0];
        await stranger.Invites(host, Vendors.NewAddress());
        var own = await stranger.Browser.Open(EnrollmentPaths.Team);

        foreach (var action in new[] { "withdraw", "send-again" })
        {
            own.QuerySelector($"form[action$='/{action}']")!.SetAttribute("action", $"{EnrollmentPaths.Team}/invitations/{id}/{action}");
            (await stranger.Browser.Press(own, $"form[action$='/{action}']")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await stranger.Shown()).ShouldNotContain(address);
        (await host.Browser().Get(link)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
