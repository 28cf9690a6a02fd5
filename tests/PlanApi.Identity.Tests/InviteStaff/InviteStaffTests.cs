using System.Net;
using System.Text.RegularExpressions;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Tests.SecondFactor;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.InviteStaff;

public sealed class InviteStaffTests(StaffHost host) : IClassFixture<StaffHost>
{
    private async Task<string> Invite(string address)
    {
        var before = (await host.Mailbox.To(address)).Count;
        (await host.Run("invite-staff", address)).Code.ShouldBe(0);
        await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count > before, "the invitation");
        return (await host.Mailbox.To(address))[^1].LinkPath;
    }

    private static Task<HttpResponseMessage> Accept(Browser browser, string link, string name = "Alex Admin", string password = TestAccounts.Password) =>
        browser.Submit(link, ("name", name), ("password", password), ("repeat", password));

    [Fact]
    public async Task The_administrator_of_the_settings_is_invited_at_the_first_start_and_joins_through_the_second_factor()
    {
        var link = (await host.Mailbox.Expect(StaffHost.Administrator, "invited")).LinkPath;
        var browser = host.Browser();
        (await browser.Open(link)).GetElementById("email")!.GetAttribute("value").ShouldBe(StaffHost.Administrator);

        var accepted = await Accept(browser, link);

        accepted.Headers.Location!.ToString().ShouldBe("/review/sign-in/authenticator");
        (await browser.Opens(Realm.Staff)).ShouldBeFalse();
        (await host.Accounts().FindByEmail(Realm.Staff, StaffHost.Administrator, default)).ShouldNotBeNull().DisplayName.ShouldBe("Alex Admin");
        (await host.Browser().Get(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Inviting_again_ends_the_link_before()
    {
        var address = TestAccounts.NewAddress();
        var first = await Invite(address);
        var second = await Invite(address.ToUpperInvariant().ToLowerInvariant());

        (await host.Browser().Get(first)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await Accept(host.Browser(), second)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Pressing_the_button_twice_makes_one_account_and_goes_on()
    {
        var address = TestAccounts.NewAddress();
        var browser = host.Browser();
        var page = await browser.Open(await Invite(address));
        (string, string)[] answers = [("name", "Alex"), ("password", TestAccounts.Password), ("repeat", TestAccounts.Password)];

        var presses = await Task.WhenAll(browser.Press(page, "main form", answers), browser.Press(page, "main form", answers));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_used_link_with_another_password_takes_nothing_over()
    {
        var address = TestAccounts.NewAddress();
        var link = await Invite(address);
        var browser = host.Browser();
        var page = await browser.Open(link);
        await Accept(host.Browser(), link);

        var late = await browser.Press(page, "main form", ("name", "Mallory"), ("password", "another long password"), ("repeat", "another long password"));

        late.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await host.Browser().SignIn(Realm.Staff, address)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("", "Enter your name"), InlineData(null, "at most 120")]
    public async Task A_missing_or_endless_name_is_refused(string? name, string says)
    {
        var response = await Accept(host.Browser(), await Invite(TestAccounts.NewAddress()), name ?? new string('x', 121));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf("name")!.ShouldContain(says);
    }

    [Fact]
    public async Task Script_in_the_name_is_shown_back_as_text()
    {
        const string Script = "\"><script>alert(1)</script>";
        var response = await Accept(host.Browser(), await Invite(TestAccounts.NewAddress()), Script, "short");

        var page = await response.Document();
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.GetElementById("name")!.GetAttribute("value").ShouldBe(Script);
        page.ErrorOf("password").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_command_refuses_what_is_no_address_or_has_an_account_and_never_prints_the_link()
    {
        (await host.Run("invite-staff")).Code.ShouldBe(2);
        (await host.Run("invite-staff", "nonsense")).Code.ShouldBe(2);
        (await host.Run("invite-staff", (await host.Make(Realm.Staff)).Email)).Code.ShouldBe(1);
        (await host.Run("invite-staff", TestAccounts.NewAddress())).Output.ShouldNotContain("/review/invitation");
    }

    [Theory]
    [InlineData("nothing"), InlineData("a.b"), InlineData("a.b.c")]
    public async Task A_link_that_is_nobodys_says_so(string link) =>
        (await host.Browser().Get("/review/invitation/" + link)).StatusCode.ShouldBe(HttpStatusCode.Gone);

    [Fact]
    public async Task The_mail_reads_as_agreed()
    {
        var address = TestAccounts.NewAddress();
        await Invite(address);
        var mail = (await host.Mailbox.To(address)).Single();

        Regex.Replace($"{mail.Subject}\n\n{mail.Text}\n{mail.Html}", @"invitation/[0-9a-f]{32}\.[\w-]{43}", "invitation/{link}", RegexOptions.None, TimeSpan.FromSeconds(1))
            .ShouldMatchGolden("StaffInvitation.txt");
    }
}
