using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests.Teams;

public sealed class RemoveColleagueTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task Sessions_of_a_removed_colleague_end_at_once_and_the_applications_stay()
    {
        var vendor = await host.EnrolledVendor();
        var colleague = await host.Vendor(vendor.OrganizationId);
        var app = await colleague.Register(AppForm.Valid("Left Behind"));

        (await Remove(vendor, colleague)).Headers.Location!.ToString().ShouldEndWith("?removed");

        (await colleague.Browser.Get(AppRegistryPaths.List)).Headers.Location!.ToString().ShouldContain("/sandbox/sign-in");
        (await host.Browser().Submit("/sandbox/sign-in", ("email", colleague.Email), ("password", Person.Password))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await vendor.Browser.Open(AppRegistryPaths.App(app))).QuerySelector("h1")!.TextContent.ShouldBe("Left Behind");
        (await vendor.Shown()).ShouldNotContain(colleague.Email);
        (await host.Mailbox.Expect(colleague.Email, "no longer belong")).Text.ShouldContain(colleague.Name);
    }

    [Fact]
    public async Task The_page_says_what_it_means_and_a_wrong_password_removes_nobody()
    {
        var vendor = await host.EnrolledVendor();
        var colleague = await host.Vendor(vendor.OrganizationId);
        (await vendor.Browser.Open(Team.Remove(colleague))).QuerySelectorAll("main ul li").Length.ShouldBeGreaterThan(2);

        (await Remove(vendor, colleague, "not the password at all")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await colleague.Browser.Get(AppRegistryPaths.List)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_two_who_remove_each_other_at_once_one_stays()
    {
        for (var round = 0; round < 5; round++)
        {
            var vendor = await host.EnrolledVendor();
            var colleague = await host.Vendor(vendor.OrganizationId);
            var (first, second) = (await vendor.Browser.Open(Team.Remove(colleague)), await colleague.Browser.Open(Team.Remove(vendor)));

            await Task.WhenAll(
                vendor.Browser.Press(first, "main form", ("password", Person.Password)),
                colleague.Browser.Press(second, "main form", ("password", Person.Password)));

            (await host.Services.GetRequiredService<IAccounts>().OfOrganization(vendor.OrganizationId!, default)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Nobody_removes_themselves()
    {
        var vendor = await host.EnrolledVendor();

        (await vendor.Browser.Get(Team.Remove(vendor))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await vendor.Browser.Open(EnrollmentPaths.Team)).QuerySelectorAll("a[href$='/remove']").ShouldBeEmpty();
    }

    [Fact]
    public async Task People_of_another_organization_and_of_other_realms_do_not_exist()
    {
        var (vendor, stranger, member) = (await host.EnrolledVendor(), await host.EnrolledVendor(), await host.Member());
        var colleague = await host.Vendor(vendor.OrganizationId);
        var own = await vendor.Browser.Open(Team.Remove(colleague));

        foreach (var other in new[] { stranger, member })
        {
            (await vendor.Browser.Get(Team.Remove(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            own.QuerySelector("main form")!.SetAttribute("action", Team.Remove(other));
            (await vendor.Browser.Press(own, "main form", ("password", Person.Password))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await stranger.Browser.Get(AppRegistryPaths.List)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_old_link_of_someone_who_was_removed_opens_nothing_and_a_new_invitation_does()
    {
        var (vendor, address) = (await host.EnrolledVendor(), Vendors.NewAddress());
        var link = await vendor.Invites(host, address);
        await host.Browser().Join(link);
        var account = (await host.Services.GetRequiredService<IAccounts>().FindByEmail(Realm.Vendor, address, default)).ShouldNotBeNull();
        await Remove(vendor, new(account.AccountId, address, "Charles Babbage", account.OrganizationId, host.Browser()));

        (await host.Browser().Get(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        host.Clock.Advance(TimeSpan.FromMinutes(16));
        (await vendor.Asks(address)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count(m => m.Subject.StartsWith("Join", StringComparison.Ordinal)) == 2, "the second invitation");
        var again = (await host.Mailbox.To(address)).Where(m => m.Subject.StartsWith("Join", StringComparison.Ordinal)).Select(m => m.LinkPath).Single(l => l != link);
        (await host.Browser().Join(again)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static Task<HttpResponseMessage> Remove(Person by, Person colleague, string password = Person.Password) =>
        by.Browser.Submit(Team.Remove(colleague), ("password", password));
}
