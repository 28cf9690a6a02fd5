using System.Net;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.MyAccount;

/// <summary>Passkeys as a second factor: added, used, and removed.</summary>
public sealed class PasskeyTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    public static TheoryData<Realm> Realms => [Realm.Vendor, Realm.Member, Realm.Staff];

    [Theory, MemberData(nameof(Realms))]
    public async Task A_passkey_is_added_after_the_password_and_signs_in_from_then_on(Realm realm)
    {
        using var phone = new TestAuthenticator();
        var account = await host.Make(realm);
        var (browser, elsewhere) = (await host.SignedIn(account), await host.SignedIn(account));
        var done = await browser.AddPasskey(realm, phone);
        (await done.Document()).RecoveryCodes().Count.ShouldBe(10);
        (await browser.Opens(realm)).ShouldBeTrue();
        (await elsewhere.Opens(realm)).ShouldBeFalse();
        await host.Mailbox.Expect(account.Email, "A passkey was added");

        var (another, page) = await host.HalfSignedIn(account);
        (await another.Opens(realm)).ShouldBeFalse();
        page.QuerySelector("h1")!.TextContent.ShouldBe("Use your passkey");
        (await another.Press(page, "main form", ("credential", phone.Get(page.OptionsOn())))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await another.Opens(realm)).ShouldBeTrue();
        var row = (await another.Open($"{PasskeyBrowsers.Portal(realm)}/account/passkeys")).QuerySelector("main tbody tr")!.TextContent;
        row.ShouldContain("My phone");
        row.ShouldNotContain("Not yet");
        (await another.Open($"{PasskeyBrowsers.Portal(realm)}/account")).QuerySelector("main")!.TextContent.ShouldContain("1 passkey, 10 recovery codes left");
    }

    [Fact]
    public async Task A_script_of_our_own_runs_on_the_pages_that_ask_for_a_passkey_and_on_no_other()
    {
        using var phone = new TestAuthenticator();
        var account = await host.Make(Realm.Member);
        var browser = await host.SignedIn(account);
        async Task<bool> Runs(Browser visitor, string path) => (await visitor.Get(path)).Headers.GetValues("Content-Security-Policy").Single().Contains("script-src 'self'", StringComparison.Ordinal);
        var asking = (await browser.AskForPasskey(Realm.Member, "My phone")).Location.PathName;

        (await Runs(browser, asking)).ShouldBeTrue();
        (await Runs(browser, "/member/account/passkeys")).ShouldBeFalse();
        await browser.AddPasskey(Realm.Member, phone);
        (await Runs((await host.HalfSignedIn(account)).Browser, "/member/sign-in/code")).ShouldBeTrue();
        (await host.Browser().Get("/assets/passkeys.js")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Beside_an_authenticator_app_either_signs_in_and_the_recovery_codes_stay_until_both_are_gone()
    {
        using var phone = new TestAuthenticator();
        var account = await host.Make(Realm.Member);
        var browser = await host.SignedIn(account);
        var page = await browser.Open("/member/account/second-factor");
        var secret = Base32.Decode(page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));
        var codes = (await (await browser.Press(page, "main form", ("code", CodeOf(secret)), ("password", TestAccounts.Password))).Document()).RecoveryCodes();

        (await browser.AddPasskey(Realm.Member, phone)).Headers.Location!.OriginalString.ShouldBe("/member/account?done=passkey-added");
        (await host.UsePasskey(account, phone)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await EnterCode(account, CodeOf(secret, 1))).ShouldBeTrue();
        (await EnterCode(account, codes[0])).ShouldBeTrue();

        var off = await browser.Press(await browser.Open("/member/account/second-factor"), "main form[action$=off]", ("password", TestAccounts.Password));
        off.Headers.Location!.OriginalString.ShouldBe("/member/account?done=authenticator-off");
        await host.Mailbox.Expect(account.Email, "The authenticator app was turned off");
        (await EnterCode(account, codes[1])).ShouldBeTrue();
        (await host.UsePasskey(account, phone)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await Remove(browser, TestAccounts.WrongPassword)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Remove(browser, TestAccounts.Password)).Headers.Location!.OriginalString.ShouldBe("/member/account?done=factor-off");
        await host.Mailbox.Expect(account.Email, "The second factor was turned off");
        (await host.Browser().SignIn(Realm.Member, account.Email)).Headers.Location!.OriginalString.ShouldBe("/member");
    }

    [Fact]
    public async Task With_a_passkey_first_the_app_is_added_without_new_recovery_codes_and_the_passkey_can_go()
    {
        using var phone = new TestAuthenticator();
        var account = await host.Make(Realm.Vendor);
        var browser = await host.SignedIn(account);
        await browser.AddPasskey(Realm.Vendor, phone);
        var page = await browser.Open("/sandbox/account/second-factor");
        var secret = Base32.Decode(page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));

        // Its secret was shown, but it is not confirmed: a code of it signs nobody in.
        (await EnterCode(account, CodeOf(secret))).ShouldBeFalse();
        var on = await browser.Press(page, "main form[action$=second-factor]", ("code", CodeOf(secret)), ("password", TestAccounts.Password));

        on.Headers.Location!.OriginalString.ShouldBe("/sandbox/account?done=authenticator-on");
        var fresh = await browser.Press(await browser.Open("/sandbox/account/second-factor"), "main form[action$=recovery-codes]", ("password", TestAccounts.Password));
        (await fresh.Document()).RecoveryCodes().Count.ShouldBe(10);
        (await RemoveIn(browser, "/sandbox", TestAccounts.Password)).Headers.Location!.OriginalString.ShouldBe("/sandbox/account?done=passkey-removed");
        await host.Mailbox.Expect(account.Email, "A passkey was removed");
        (await host.HalfSignedIn(account)).Page.QuerySelector("[data-passkey]").ShouldBeNull();
        (await EnterCode(account, CodeOf(secret, 1))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_remembered_browser_is_spared_the_passkey_until_another_is_added()
    {
        using var phone = new TestAuthenticator();
        using var key = new TestAuthenticator();
        var account = await host.Make(Realm.Vendor);
        var browser = await host.SignedIn(account);
        await browser.AddPasskey(Realm.Vendor, phone);
        var (known, page) = await host.HalfSignedIn(account);
        await known.Press(page, "main form", ("credential", phone.Get(page.OptionsOn())), ("remember", "yes"));
        (await known.SignIn(Realm.Vendor, account.Email)).Headers.Location!.OriginalString.ShouldBe("/sandbox/apps");

        await browser.AddPasskey(Realm.Vendor, key, "Key");

        (await known.SignIn(Realm.Vendor, account.Email)).Headers.Location!.OriginalString.ShouldBe("/sandbox/sign-in/code");
        (await host.UsePasskey(account, key)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.UsePasskey(account, phone)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Ten_are_the_most()
    {
        var browser = await host.SignedIn(await host.Make(Realm.Vendor));
        foreach (var n in Enumerable.Range(1, 10))
        {
            using var authenticator = new TestAuthenticator();
            await browser.AddPasskey(Realm.Vendor, authenticator, $"Key {n}");
        }

        var page = await browser.Open("/sandbox/account/passkeys");
        page.QuerySelectorAll("main tbody tr").Length.ShouldBe(10);
        page.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task Members_read_of_them_in_Spanish()
    {
        using var phone = new TestAuthenticator();
        var account = await host.Make(Realm.Member);
        var browser = await host.SignedIn(account);
        await browser.ShouldBeInSpanish("/member/account/passkeys", account.DisplayName);
        await browser.ShouldBeInSpanish((await browser.AskForPasskey(Realm.Member, "El mío")).Location.PathName, account.DisplayName);
        await browser.ShouldBeInSpanish("/member/account/passkeys/new/none", account.DisplayName);
        await browser.AddPasskey(Realm.Member, phone, "El mío");

        await browser.ShouldBeInSpanish("/member/account", account.DisplayName);
        await browser.ShouldBeInSpanish("/member/account/passkeys", account.DisplayName, "El mío");
        await browser.ShouldBeInSpanish((await browser.Open("/member/account/passkeys")).QuerySelector("main tbody a")!.GetAttribute("href")!, account.DisplayName, "El mío");
        await (await host.HalfSignedIn(account)).Browser.ShouldBeInSpanish("/member/sign-in/code");
    }

    private string CodeOf(byte[] secret, int stepsAhead = 0) => AuthenticatorCodes.Code(secret, (host.Clock.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsAhead);

    private async Task<bool> EnterCode(Account account, string code)
    {
        var (browser, page) = await host.HalfSignedIn(account);
        return (await browser.Press(page, "main form", ("code", code))).StatusCode == HttpStatusCode.SeeOther;
    }

    private static Task<HttpResponseMessage> Remove(Browser browser, string password) => RemoveIn(browser, "/member", password);

    private static async Task<HttpResponseMessage> RemoveIn(Browser browser, string portal, string password) =>
        await browser.Submit((await browser.Open($"{portal}/account/passkeys")).QuerySelector("main tbody a")!.GetAttribute("href")!, ("password", password));
}
