using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.MyAccount;

public sealed class DeleteAccountTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task A_members_account_ends_with_all_that_stood_on_it_and_the_address_is_free()
    {
        var member = await host.Member();
        var elsewhere = host.Browser();
        await elsewhere.SignIn(Realm.Member, member.Email, Person.Password);
        await host.Services.GetRequiredService<IPatientLinks>().Link(member.AccountId, new("ada", "self", null, "activation"), default);

        var done = await member.Browser.Submit("/member/account/delete", ("password", Person.Password));

        (await (await member.Browser.Follow(done)).Document()).QuerySelector("h1")!.TextContent.ShouldBe("Your account is deleted");
        (await member.Browser.Opens(Realm.Member)).ShouldBeFalse();
        (await elsewhere.Opens(Realm.Member)).ShouldBeFalse();
        (await host.Services.GetRequiredService<IPatientLinks>().Of(member.AccountId, default)).ShouldBeEmpty();
        await host.Mailbox.Expect(member.Email, "Your account is deleted");
        await Eventually.Holds(async () => (await host.Accounts().Find(member.AccountId, default))!.Email.Length == 0, "the address to be forgotten");
        (await host.Make(Realm.Member, member.Email)).Email.ShouldBe(member.Email);
    }

    [Fact]
    public async Task Without_the_password_nothing_ends()
    {
        var member = await host.Member();

        var page = await (await member.Browser.Submit("/member/account/delete", ("password", "nine dry umbrellas"))).Document();

        page.ErrorOf("password").ShouldStartWith("This is not your password");
        page.QuerySelectorAll("main li").Length.ShouldBeGreaterThan(2);
        (await member.Browser.Opens(Realm.Member)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_colleague_keeps_the_apps_and_the_last_one_takes_them_along()
    {
        var vendor = await host.Vendor();
        var colleague = await host.Vendor(vendor.OrganizationId);
        var app = await vendor.Register();
        var apps = host.Services.GetRequiredService<ISandboxApps>();

        (await vendor.Browser.Open("/sandbox/account/delete")).QuerySelector("main")!.TextContent.ShouldContain("stay with your colleagues");
        await vendor.Browser.Submit("/sandbox/account/delete", ("password", Person.Password));
        (await colleague.Browser.Get($"/sandbox/apps/{app}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await colleague.Browser.Open("/sandbox/account/delete")).QuerySelector("main")!.TextContent.ShouldContain("Nobody else is in your organization");
        await colleague.Browser.Submit("/sandbox/account/delete", ("password", Person.Password));

        await Eventually.Holds(async () => await apps.Find(app, default) is null, "the end of the app");
    }

    [Fact]
    public async Task Somebody_of_the_staff_stays()
    {
        await using var other = new PlanApiHost();
        var last = await other.Reviewer();

        var refused = await (await last.Browser.Submit("/review/account/delete", ("password", Person.Password))).Document();
        refused.QuerySelector(".error-summary")!.TextContent.ShouldContain("last of the plan's staff");
        await other.Reviewer();
        (await last.Browser.Submit("/review/account/delete", ("password", Person.Password))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await last.Browser.Opens(Realm.Staff)).ShouldBeFalse();
    }
}
