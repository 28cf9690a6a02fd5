using System.Net;
using System.Text.RegularExpressions;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.MyAccount;

/// <summary>People change the address they sign in with.</summary>
public sealed class ChangeEmailTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    public static TheoryData<Realm> Realms => [Realm.Vendor, Realm.Member, Realm.Staff];

    private static string Base(Realm realm) => realm switch { Realm.Vendor => "/sandbox/account", Realm.Member => "/member/account", _ => "/review/account" };

    [Theory, MemberData(nameof(Realms))]
    public async Task The_link_to_the_new_address_changes_it_after_a_button_and_the_old_one_is_told(Realm realm)
    {
        var account = await host.Make(realm);
        var (browser, elsewhere) = (await host.SignedIn(account), await host.SignedIn(account));
        var address = TestAccounts.NewAddress();
        var asked = await Ask(browser, realm, address);
        asked.Headers.Location!.OriginalString.ShouldBe($"{Base(realm)}/email/sent");
        (await browser.Get(asked.Headers.Location.OriginalString)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var link = (await host.Mailbox.Expect(address, "Confirm your new address")).LinkPath;

        var page = await browser.Open(link);
        page.QuerySelector("main")!.TextContent.ShouldContain(address);
        (await host.Accounts().Find(account.AccountId, default))!.Email.ShouldBe(account.Email);
        var done = await browser.Press(page, "main form");

        done.Headers.Location!.OriginalString.ShouldBe($"{Base(realm)}?done=email");
        (await browser.Follow(done)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Open(Base(realm))).QuerySelector("#email")!.GetAttribute("value").ShouldBe(address);
        (await elsewhere.Opens(realm)).ShouldBeFalse();
        (await host.Browser().SignIn(realm, account.Email)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.Browser().SignIn(realm, address)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Mailbox.Expect(account.Email, "Your e-mail address was changed")).Text.ShouldNotContain(address);
        (await browser.Get(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task The_page_does_not_tell_whether_an_address_has_an_account_and_the_mail_to_it_gives_no_link()
    {
        var (account, other) = (await host.Make(Realm.Member), await host.Make(Realm.Member));
        var browser = await host.SignedIn(account);
        var free = TestAccounts.NewAddress();

        var (first, second) = (await Ask(browser, Realm.Member, free), await Ask(browser, Realm.Member, other.Email));

        (first.StatusCode, first.Headers.Location).ShouldBe((second.StatusCode, second.Headers.Location));
        (await host.Mailbox.Expect(other.Email, "has an account already")).Text.ShouldNotContain("/account/email");
        await host.Mailbox.Expect(free, "Confirm");
    }

    [Fact]
    public async Task An_address_of_another_realm_is_free()
    {
        var (vendor, member) = (await host.Make(Realm.Vendor), await host.Make(Realm.Member));
        var browser = await host.SignedIn(member);
        await Ask(browser, Realm.Member, vendor.Email);

        await browser.Press(await browser.Open((await host.Mailbox.Expect(vendor.Email, "Confirm")).LinkPath), "main form");

        (await host.Browser().SignIn(Realm.Member, vendor.Email)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Browser().SignIn(Realm.Vendor, vendor.Email)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Whoever_else_reads_the_mail_can_do_nothing_with_the_link()
    {
        var (account, reader) = (await host.Make(Realm.Vendor), await host.Make(Realm.Vendor));
        var browser = await host.SignedIn(account);
        var address = TestAccounts.NewAddress();
        await Ask(browser, Realm.Vendor, address);
        var link = (await host.Mailbox.Expect(address, "Confirm")).LinkPath;
        var stranger = await host.SignedIn(reader);

        (await host.Browser().Get(link)).Headers.Location!.OriginalString.ShouldStartWith("/sandbox/sign-in");
        (await stranger.Get(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        var page = await browser.Open(link);
        await stranger.Press(await stranger.Open("/sandbox/account"), "main form", ("name", "Stranger"));
        (await (await host.SignedIn(await host.Make(Realm.Member))).Get(link.Replace("/sandbox/", "/member/", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await browser.Press(page, "main form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Of_two_accounts_that_want_one_address_at_once_one_gets_it()
    {
        var address = TestAccounts.NewAddress();
        var pages = new List<(Browser Browser, AngleSharp.Html.Dom.IHtmlDocument Page)>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var browser = await host.SignedIn(await host.Make(Realm.Member));
            var before = (await host.Mailbox.To(address)).Count;
            await Ask(browser, Realm.Member, address);
            await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count > before, "the mail");
            pages.Add((browser, await browser.Open((await host.Mailbox.To(address))[^1].LinkPath)));
        }

        var presses = await Task.WhenAll(pages.Select(p => p.Browser.Press(p.Page, "main form")));

        presses.Select(p => p.StatusCode).ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], ignoreOrder: true);
    }

    [Fact]
    public async Task Pressed_twice_at_once_it_is_changed_once_and_a_new_password_ends_the_link()
    {
        var account = await host.Make(Realm.Member);
        var browser = await host.SignedIn(account);
        var (address, second) = (TestAccounts.NewAddress(), TestAccounts.NewAddress());
        await Ask(browser, Realm.Member, address);
        await Ask(browser, Realm.Member, second);
        var link = (await host.Mailbox.Expect(address, "Confirm")).LinkPath;
        var later = (await host.Mailbox.Expect(second, "Confirm")).LinkPath;
        var page = await browser.Open(link);

        var presses = await Task.WhenAll(browser.Press(page, "main form"), browser.Press(page, "main form"));

        presses.Count(p => p.Headers.Location?.OriginalString == "/member/account?done=email").ShouldBe(1);
        browser = host.Browser();
        await browser.SignIn(Realm.Member, address);
        (await browser.Get(later)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_the_field_and_nothing_is_mailed()
    {
        var account = await host.Make(Realm.Vendor);
        var browser = await host.SignedIn(account);
        var address = TestAccounts.NewAddress();
        async Task<string?> ErrorOf(string field, string email, string password) =>
            (await (await browser.Submit("/sandbox/account/email", ("email", email), ("password", password))).Document()).ErrorOf(field);

        (await ErrorOf("email", "pat", TestAccounts.Password)).ShouldStartWith("Enter the new address");
        (await ErrorOf("email", account.Email.ToUpperInvariant(), TestAccounts.Password)).ShouldStartWith("This is the address");
        (await ErrorOf("password", address, TestAccounts.WrongPassword)).ShouldStartWith("This is not your password");
        (await ErrorOf("password", address, "")).ShouldStartWith("This is not your password");
        (await host.Mailbox.To(address)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_account_sends_five_mails_an_hour_and_no_more()
    {
        var browser = await host.SignedIn(await host.Make(Realm.Vendor));
        var addresses = Enumerable.Range(0, 6).Select(_ => TestAccounts.NewAddress()).ToList();
        foreach (var address in addresses)
        {
            await Ask(browser, Realm.Vendor, address);
        }

        // The next account's mail comes after the sixth would have.
        var (other, last) = (await host.SignedIn(await host.Make(Realm.Vendor)), TestAccounts.NewAddress());
        await Ask(other, Realm.Vendor, last);
        await host.Mailbox.Expect(last, "Confirm");
        foreach (var address in addresses.Take(5))
        {
            await host.Mailbox.Expect(address, "Confirm");
        }

        (await host.Mailbox.To(addresses[5])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Members_change_it_in_Spanish()
    {
        var account = await host.Make(Realm.Member);
        var (browser, reader) = (await host.SignedIn(account), await host.SignedIn(account));
        var address = TestAccounts.NewAddress();
        await browser.Get("/language/es");
        await Ask(browser, Realm.Member, address);
        var link = (await host.Mailbox.Expect(address, "Confirme su nueva dirección")).LinkPath;

        foreach (var path in new[] { "/member/account/email", "/member/account/email/sent", link })
        {
            await reader.ShouldBeInSpanish(path, account.DisplayName, account.Email, address);
        }

        await browser.Press(await browser.Open(link), "main form");
        await host.Mailbox.Expect(account.Email, "Su dirección de correo electrónico se cambió");
    }

    [Fact]
    public async Task The_mails_read_as_agreed()
    {
        var (account, taken) = (await host.Make(Realm.Member), await host.Make(Realm.Member));
        var browser = await host.SignedIn(account);
        var address = TestAccounts.NewAddress();
        await Ask(browser, Realm.Member, address);
        await Ask(browser, Realm.Member, taken.Email);
        var confirm = await host.Mailbox.Expect(address, "Confirm");
        await browser.Press(await browser.Open(confirm.LinkPath), "main form");
        ReadMail[] mails = [confirm, await host.Mailbox.Expect(taken.Email, "already"), await host.Mailbox.Expect(account.Email, "changed")];

        var whole = string.Join("\n", mails.Select(m => $"{m.Subject}\n\n{m.Text}\n{m.Html}"));
        Regex.Replace(whole, @"email/[0-9a-f]{32}\.[\w-]{43}", "email/{link}", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldMatchGolden("ChangeEmail.txt");
    }

    private static Task<HttpResponseMessage> Ask(Browser browser, Realm realm, string address) =>
        browser.Submit($"{Base(realm)}/email", ("email", address), ("password", TestAccounts.Password));
}

/// <summary>Advances the clock, so it has a host of its own.</summary>
public sealed class ExpiredEmailChangeTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task A_link_works_for_an_hour()
    {
        var browser = await host.SignedIn(await host.Make(Realm.Member));
        var address = TestAccounts.NewAddress();
        await browser.Submit("/member/account/email", ("email", address), ("password", TestAccounts.Password));
        var link = (await host.Mailbox.Expect(address, "Confirm")).LinkPath;
        host.Clock.Advance(TimeSpan.FromMinutes(59));
        var page = await browser.Open(link);

        host.Clock.Advance(TimeSpan.FromMinutes(2));

        (await browser.Get(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await browser.Press(page, "main form")).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }
}
