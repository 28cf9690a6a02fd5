using System.Net;
using System.Text.RegularExpressions;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.ResetPassword;

public sealed class ResetPasswordTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private const string NewPassword = "nine new umbrellas";

    private static string AskPath(Realm realm) => realm switch { Realm.Vendor => "/sandbox/reset-password", Realm.Member => "/member/reset-password", _ => "/review/reset-password" };

    private async Task<string> LinkFor(Account account)
    {
        var before = (await host.Mailbox.To(account.Email)).Count;
        (await host.Browser().Submit(AskPath(account.Realm), ("email", account.Email))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Eventually.Holds(async () => (await host.Mailbox.To(account.Email)).Count > before, "the reset mail");
        return (await host.Mailbox.To(account.Email))[^1].LinkPath;
    }

    private static Task<HttpResponseMessage> Set(Browser browser, string link, string password = NewPassword, string? repeat = null) =>
        browser.Submit(link, ("password", password), ("repeat", repeat ?? password));

    [Theory]
    [InlineData(Realm.Vendor), InlineData(Realm.Member), InlineData(Realm.Staff)]
    public async Task The_link_in_the_mail_sets_a_new_password_and_ends_every_session(Realm realm)
    {
        var account = await host.Make(realm);
        var elsewhere = await host.SignedIn(account);
        var link = await LinkFor(account);
        link.ShouldStartWith(AskPath(realm) + "/");
        (await elsewhere.Opens(realm)).ShouldBeTrue();

        var done = await Set(host.Browser(), link);

        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Browser().Open(done.Headers.Location!.ToString())).QuerySelector("main a.button")!.GetAttribute("href").ShouldBe(SignInPaths.Of(realm));
        (await elsewhere.Opens(realm)).ShouldBeFalse();
        (await host.Browser().SignIn(realm, account.Email)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await host.SignedIn(account, NewPassword);
    }

    [Fact]
    public async Task A_used_link_works_no_more_and_neither_does_one_asked_for_before()
    {
        var account = await host.Make(Realm.Member);
        var earlier = await LinkFor(account);
        var link = await LinkFor(account);
        await Set(host.Browser(), link);

        (await host.Browser().Get(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await host.Browser().Get(earlier)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Pressing_the_button_twice_changes_the_password_once()
    {
        var account = await host.Make(Realm.Member);
        var browser = host.Browser();
        var page = await browser.Open(await LinkFor(account));

        var presses = await Task.WhenAll(
            browser.Press(page, "main form", ("password", NewPassword), ("repeat", NewPassword)),
            browser.Press(page, "main form", ("password", "ten other umbrellas"), ("repeat", "ten other umbrellas")));

        presses.Select(p => p.StatusCode).ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.Gone], ignoreOrder: true);
    }

    [Fact]
    public async Task A_link_of_one_realm_opens_nothing_in_another()
    {
        var address = TestAccounts.NewAddress();
        await host.Make(Realm.Staff, address);
        var vendor = await host.Make(Realm.Vendor, address);
        var link = await LinkFor(vendor);

        (await host.Browser().Get(link.Replace("/sandbox/", "/review/", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task The_reply_is_the_same_for_an_unknown_address_and_no_mail_goes_there()
    {
        var account = await host.Make(Realm.Member);
        var unknown = TestAccounts.NewAddress();

        var first = await host.Browser().Submit("/member/reset-password", ("email", unknown));
        var second = await host.Browser().Submit("/member/reset-password", ("email", account.Email));

        (first.StatusCode, first.Headers.Location).ShouldBe((second.StatusCode, second.Headers.Location));
        await host.Mailbox.Expect(account.Email, "Reset");
        (await host.Mailbox.To(unknown)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reset_unlocks_the_address()
    {
        var account = await host.Make(Realm.Member);
        for (var i = 0; i < 6; i++)
        {
            await host.Browser().SignIn(Realm.Member, account.Email, TestAccounts.WrongPassword);
        }

        await Set(host.Browser(), await LinkFor(account));

        await host.SignedIn(account, NewPassword);
    }

    [Fact]
    public async Task A_disabled_account_gets_no_link()
    {
        var account = await host.Make(Realm.Member);
        var link = await LinkFor(account);

        await host.Disable(account.AccountId);

        (await host.Browser().Get(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("short", null, "password"), InlineData("passwordpassword", null, "password"), InlineData(NewPassword, "different umbrellas", "repeat"), InlineData("", "", "password")]
    public async Task A_bad_password_is_refused_and_the_link_still_works(string password, string? repeat, string field)
    {
        var account = await host.Make(Realm.Member);
        var link = await LinkFor(account);

        var response = await Set(host.Browser(), link, password, repeat);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldNotBeNull();
        (await Set(host.Browser(), link)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData(""), InlineData("pat"), InlineData("\"><script>alert(1)</script>@x.example")]
    public async Task A_malformed_address_is_refused_and_shown_back_as_text(string typed)
    {
        var response = await host.Browser().Submit("/member/reset-password", ("email", typed));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf("email").ShouldNotBeNull();
        page.GetElementById("email")!.GetAttribute("value").ShouldBe(typed);
        page.QuerySelectorAll("script").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_mail_reads_as_agreed()
    {
        var account = await host.Make(Realm.Member);
        await LinkFor(account);
        var mail = (await host.Mailbox.To(account.Email)).Single();

        Regex.Replace($"{mail.Subject}\n\n{mail.Text}\n{mail.Html}", @"password/[0-9a-f]{32}\.[\w-]{43}", "password/{link}", RegexOptions.None, TimeSpan.FromSeconds(1))
            .ShouldMatchGolden("ResetPassword.txt");
    }
}

/// <summary>Advances the clock, so it has a host of its own.</summary>
public sealed class ExpiredResetTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task A_link_works_for_an_hour()
    {
        var account = await host.Make(Realm.Member);
        await host.Browser().Submit("/member/reset-password", ("email", account.Email));
        var link = (await host.Mailbox.Expect(account.Email, "Reset")).LinkPath;
        host.Clock.Advance(TimeSpan.FromMinutes(59));
        (await host.Browser().Get(link)).StatusCode.ShouldBe(HttpStatusCode.OK);

        host.Clock.Advance(TimeSpan.FromMinutes(2));

        var expired = await host.Browser().Get(link);
        expired.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await expired.Document()).QuerySelector("main a.button")!.GetAttribute("href").ShouldBe("/member/reset-password");
    }
}
