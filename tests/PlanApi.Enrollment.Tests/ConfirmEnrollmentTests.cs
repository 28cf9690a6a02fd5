using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests;

public sealed class ConfirmEnrollmentTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private IAccounts Accounts => host.Services.GetRequiredService<IAccounts>();

    [Fact]
    public async Task Opening_the_link_consumes_nothing()
    {
        var address = Vendors.NewAddress();
        var link = await host.LinkFor(address);

        for (var i = 0; i < 3; i++)
        {
            (await host.Browser().Open(link)).QuerySelector("h1")!.TextContent.ShouldBe("Set your password");
        }

        (await Accounts.FindByEmail(Realm.Vendor, address, default)).ShouldBeNull();
        (await host.Browser().SetPassword(link)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_used_link_says_so_and_leads_to_the_sign_in_page()
    {
        var link = await host.LinkFor(Vendors.NewAddress());
        var browser = host.Browser();
        var page = await browser.Open(link);
        await browser.Press(page, "main form", ("password", Vendors.Password), ("repeat", Vendors.Password));

        var opened = await host.Browser().Get(link);
        opened.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await opened.Document()).QuerySelector("main a.button")!.GetAttribute("href").ShouldBe("/sandbox/sign-in");

        var other = await browser.Press(page, "main form", ("password", "another long password"), ("repeat", "another long password"));
        other.StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Pressing_the_button_twice_makes_one_account_and_signs_in()
    {
        var address = Vendors.NewAddress();
        var browser = host.Browser();
        var page = await browser.Open(await host.LinkFor(address));

        var presses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            browser.Press(page, "main form", ("password", Vendors.Password), ("repeat", Vendors.Password))));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);
        var account = (await Accounts.FindByEmail(Realm.Vendor, address, default)).ShouldNotBeNull();
        (await Accounts.OfOrganization(account.OrganizationId!, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_after_any_step_is_finished_by_the_next_press()
    {
        var address = Vendors.NewAddress();
        var link = await host.LinkFor(address);
        (await host.Browser().SetPassword(link)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var db = host.Services.GetRequiredService<EnrollmentDb>();
        var id = link.Split('/')[^1].Split('.')[0];
        await db.Enrollments.UpdateOneAsync(e => e.Id == id, Builders<VendorEnrollment>.Update.Set(e => e.State, EnrollmentState.LinkSent));

        var again = await host.Browser().SetPassword(link);

        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await db.Enrollments.Find(e => e.Id == id).SingleAsync()).State.ShouldBe(EnrollmentState.Confirmed);
        (await Accounts.OfOrganization(id, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_link_of_another_enrollment_of_the_address_cannot_take_the_account_over()
    {
        var address = Vendors.NewAddress();
        var first = await host.LinkFor(address);
        await host.Browser().Enroll(address);
        await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count == 2, "the second mail");
        var second = (await host.Mailbox.To(address)).Select(m => m.LinkPath).Single(l => l != first);
        await host.Browser().SetPassword(first);

        var late = await host.Browser().SetPassword(second, "another long password");

        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        late.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var account = await Accounts.FindByEmail(Realm.Vendor, address, default);
        (await Accounts.VerifyPassword(account!.AccountId, Vendors.Password, default)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("short", "at least 12"), InlineData("passwordpassword", "guessed"), InlineData("aaaaaaaaaaaaaa", "guessed")]
    public async Task A_weak_password_is_refused_with_what_to_do(string password, string says)
    {
        var response = await host.Browser().SetPassword(await host.LinkFor(Vendors.NewAddress()), password);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf("password")!.ShouldContain(says);
    }

    [Fact]
    public async Task The_address_is_no_password()
    {
        var address = Vendors.NewAddress();

        var response = await host.Browser().SetPassword(await host.LinkFor(address), address.ToUpperInvariant());

        (await response.Document()).ErrorOf("password")!.ShouldContain("not your e-mail address");
    }

    [Fact]
    public async Task Two_different_passwords_are_refused_and_neither_is_shown_back()
    {
        var response = await host.Browser().SetPassword(await host.LinkFor(Vendors.NewAddress()), Vendors.Password, "something else entirely");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf("repeat").ShouldNotBeNull();
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("umbrellas");
    }

    [Theory]
    [InlineData("nothing"), InlineData("a.b"), InlineData("a.b.c"), InlineData("%20.%20"), InlineData("..%2f..%2f")]
    public async Task A_link_that_is_nobodys_says_so(string link) =>
        (await host.Browser().Get("/enroll/confirm/" + link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_link_with_another_enrollments_token_opens_nothing()
    {
        var mine = (await host.LinkFor(Vendors.NewAddress())).Split('.');
        var other = (await host.LinkFor(Vendors.NewAddress())).Split('.');

        (await host.Browser().Get($"{other[0]}.{mine[1]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
