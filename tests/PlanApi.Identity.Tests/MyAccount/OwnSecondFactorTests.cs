using System.Net;
using AngleSharp.Html.Dom;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.MyAccount;

/// <summary>People turn on a second factor for themselves, and sign in with it.</summary>
public sealed class OwnSecondFactorTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    public static TheoryData<Realm> Realms => [Realm.Vendor, Realm.Member, Realm.Staff];

    private static string Portal(Realm realm) => realm switch { Realm.Vendor => "/sandbox", Realm.Member => "/member", _ => "/review" };

    private string CodeOf(byte[] secret, int stepsAhead = 0) => AuthenticatorCodes.Code(secret, (host.Clock.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsAhead);

    [Theory, MemberData(nameof(Realms))]
    public async Task With_it_on_signing_in_takes_the_code_and_goes_on_to_what_was_asked_for(Realm realm)
    {
        var account = await host.Make(realm);
        var elsewhere = await host.SignedIn(account);
        var (browser, secret, codes) = await TurnOn(account);
        codes.Count.ShouldBe(10);
        (await browser.Opens(realm)).ShouldBeTrue();
        (await elsewhere.Opens(realm)).ShouldBeFalse();

        var wanted = $"{Portal(realm)}/account?from=app";
        var another = host.Browser();
        var asked = await another.Submit($"{SignInPaths.Of(realm)}?returnUrl={Uri.EscapeDataString(wanted)}", ("email", account.Email), ("password", TestAccounts.Password));
        asked.Headers.Location!.OriginalString.ShouldStartWith($"{Portal(realm)}/sign-in/code?");
        (await another.Opens(realm)).ShouldBeFalse();
        var page = await another.Open(asked.Headers.Location.OriginalString);
        (await (await another.Press(page, "main form", ("code", "000000"))).Document()).ErrorOf("code").ShouldNotBeNull();
        var done = await another.Press(page, "main form", ("code", CodeOf(secret, 1)));

        (await done.Document()).QuerySelector("main a")!.GetAttribute("href").ShouldBe(wanted);
        (await another.Opens(realm)).ShouldBeTrue();
        await host.Mailbox.Expect(account.Email, "A second factor was turned on");
    }

    [Theory, MemberData(nameof(Realms))]
    public async Task Half_signed_in_opens_no_page_and_no_other_realm(Realm realm)
    {
        var account = await host.Make(realm);
        await TurnOn(account);
        var half = host.Browser();
        await half.SignIn(realm, account.Email);

        foreach (var other in Enum.GetValues<Realm>().Where(r => r != Realm.TestPatient))
        {
            (await half.Opens(other)).ShouldBeFalse();
            (await half.Get($"{Portal(other)}/sign-in/code")).StatusCode.ShouldBe(other == realm ? HttpStatusCode.OK : HttpStatusCode.Redirect);
            (await half.Get($"{Portal(other)}/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_new_ones_replace_the_old()
    {
        var account = await host.Make(Realm.Member);
        var (browser, _, codes) = await TurnOn(account);

        (await Enter(account, codes[0])).ShouldBeTrue();
        (await Enter(account, codes[0])).ShouldBeFalse();
        var page = await browser.Open("/member/account/second-factor");
        page.QuerySelector("main")!.TextContent.ShouldContain("9 codes are left");
        ShouldTellAt("password-codes", await (await browser.Press(page, "main form[action$=recovery-codes]", ("password", TestAccounts.WrongPassword))).Document());
        var fresh = Codes(await (await browser.Press(page, "main form[action$=recovery-codes]", ("password", TestAccounts.Password))).Document());

        fresh.Count.ShouldBe(10);
        fresh.Intersect(codes).ShouldBeEmpty();
        (await Enter(account, codes[1])).ShouldBeFalse();
        (await Enter(account, fresh[0])).ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_turned_off_with_the_password_alone_and_a_remembered_browser_is_forgotten()
    {
        var account = await host.Make(Realm.Vendor);
        var (browser, _, codes) = await TurnOn(account);
        var known = host.Browser();
        var asked = await known.SignIn(Realm.Vendor, account.Email);
        await known.Submit(asked.Headers.Location!.OriginalString, ("code", codes[0]), ("remember", "yes"));
        (await known.SignIn(Realm.Vendor, account.Email)).Headers.Location!.OriginalString.ShouldBe("/sandbox/apps");

        await browser.Press(await browser.Open("/sandbox/account"), "main form[action$=end-others]");
        (await known.SignIn(Realm.Vendor, account.Email)).Headers.Location!.OriginalString.ShouldBe("/sandbox/sign-in/code");
        var page = await browser.Open("/sandbox/account/second-factor");
        var refused = await browser.Press(page, "main form[action$=off]", ("password", TestAccounts.WrongPassword));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ShouldTellAt("password-off", await refused.Document());
        var off = await browser.Press(page, "main form[action$=off]", ("password", TestAccounts.Password));

        off.Headers.Location!.OriginalString.ShouldBe("/sandbox/account?done=factor-off");
        (await host.SignedIn(account)).ShouldNotBeNull();
        await host.Mailbox.Expect(account.Email, "The second factor was turned off");
    }

    [Theory, MemberData(nameof(Realms))]
    public async Task Reloading_the_page_of_the_recovery_codes_changes_nothing(Realm realm)
    {
        var account = await host.Make(realm);
        var browser = await host.SignedIn(account);
        var path = $"{Portal(realm)}/account/second-factor";
        var page = await browser.Open(path);
        (string, string)[] answers = [("code", CodeOf(SecretOn(page))), ("password", TestAccounts.Password)];
        var codes = Codes(await (await browser.Press(page, "main form", answers)).Document());

        (await browser.Press(page, "main form", answers)).Headers.Location!.OriginalString.ShouldBe(path);

        (await browser.Open(path)).QuerySelector("main")!.TextContent.ShouldContain("10 codes are left");
        (await browser.Opens(realm)).ShouldBeTrue();
        (await Enter(account, codes[0])).ShouldBeTrue();
    }

    [Fact]
    public async Task Turning_it_off_where_it_is_off_by_now_only_shows_the_page()
    {
        var account = await host.Make(Realm.Vendor);
        var (browser, _, _) = await TurnOn(account);
        var page = await browser.Open("/sandbox/account/second-factor");
        await browser.Press(page, "main form[action$=off]", ("password", TestAccounts.Password));

        (await browser.Press(page, "main form[action$=off]", ("password", TestAccounts.Password))).Headers.Location!.OriginalString.ShouldBe("/sandbox/account/second-factor");
    }

    /// <summary>What other forms are held to by HostileTextTests; these two are there only while the factor is on.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("a\u202eb\ac\ud83d")]
    [InlineData(null)]
    public async Task Hostile_text_for_a_password_is_told_and_changes_nothing(string? text)
    {
        var account = await host.Make(Realm.Vendor);
        var (browser, _, _) = await TurnOn(account);
        foreach (var form in new[] { "main form[action$=recovery-codes]", "main form[action$=off]" })
        {
            var refused = await browser.Press(await browser.Open("/sandbox/account/second-factor"), form, ("password", text ?? new string('x', 100_000)));

            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.Document()).QuerySelectorAll("script").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Without_the_password_it_is_not_turned_on()
    {
        var account = await host.Make(Realm.Vendor);
        var browser = await host.SignedIn(account);
        var page = await browser.Open("/sandbox/account/second-factor");

        (await (await browser.Press(page, "main form", ("code", CodeOf(SecretOn(page))), ("password", ""))).Document()).ErrorOf("password").ShouldNotBeNull();
        (await host.SignedIn(account)).ShouldNotBeNull();
    }

    /// <summary>The page has three forms that ask for the password; one of them is told what was wrong.</summary>
    private static void ShouldTellAt(string field, IHtmlDocument page)
    {
        page.ErrorOf(field).ShouldNotBeNull();
        page.QuerySelectorAll("main [aria-invalid]").ShouldHaveSingleItem().ShouldBe(page.GetElementById(field));
        page.GetElementById(field)!.GetAttribute("aria-describedby").ShouldBe($"{field}-error");
        page.QuerySelector(".error-summary a")!.GetAttribute("href").ShouldBe($"#{field}");
    }

    private async Task<(Browser Browser, byte[] Secret, IReadOnlyList<string> Codes)> TurnOn(Account account)
    {
        var browser = await host.SignedIn(account);
        var page = await browser.Open($"{Portal(account.Realm)}/account/second-factor");
        var secret = SecretOn(page);
        var done = await browser.Press(page, "main form", ("code", CodeOf(secret)), ("password", TestAccounts.Password));
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (browser, secret, Codes(await done.Document()));
    }

    private async Task<bool> Enter(Account account, string code)
    {
        var browser = host.Browser();
        var asked = await browser.SignIn(account.Realm, account.Email);
        return (await browser.Submit(asked.Headers.Location!.OriginalString, ("code", code))).StatusCode == HttpStatusCode.SeeOther;
    }

    private static byte[] SecretOn(IHtmlDocument page) => Base32.Decode(page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));

    private static List<string> Codes(IHtmlDocument page) => [.. page.QuerySelectorAll("main li code").Select(c => c.TextContent)];
}
