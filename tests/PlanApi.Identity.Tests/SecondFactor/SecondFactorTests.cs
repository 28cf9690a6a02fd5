using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SecondFactor;

public sealed class SecondFactorTests(StaffHost host) : IClassFixture<StaffHost>
{
    private const string SetUpPath = "/review/sign-in/authenticator";
    private const string CodePath = "/review/sign-in/code";

    /// <summary>What the phone shows; each call goes to a step not used yet.</summary>
    private string CodeOf(byte[] secret, int stepsAhead = 0) => AuthenticatorCodes.Code(secret, (host.Clock.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsAhead);

    private static byte[] SecretOn(IHtmlDocument page) => Base32.Decode(page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));

    private async Task<(Account Account, Browser Browser, byte[] Secret, IReadOnlyList<string> RecoveryCodes)> StaffWithAuthenticator()
    {
        var account = await host.Make(Realm.Staff);
        var browser = await host.SignedIn(account);
        var page = await browser.Open(SetUpPath);
        var secret = SecretOn(page);
        var done = await browser.Press(page, "main form", ("code", CodeOf(secret, -1)));
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (account, browser, secret, [.. (await done.Document()).QuerySelectorAll("main li code").Select(c => c.TextContent)]);
    }

    [Fact]
    public async Task Staff_without_an_authenticator_set_one_up_before_their_first_page()
    {
        var account = await host.Make(Realm.Staff);
        var browser = host.Browser();

        var response = await browser.SignIn(Realm.Staff, account.Email);

        response.Headers.Location!.ToString().ShouldBe(SetUpPath);
        (await browser.Opens(Realm.Staff)).ShouldBeFalse();
        var page = await browser.Open(SetUpPath);
        var secret = SecretOn(page);
        SecretOn(await browser.Open(SetUpPath)).ShouldBe(secret);
        secret.Length.ShouldBe(20);
        page.QuerySelector("main a[href^='otpauth://totp/Plan%20API']").ShouldNotBeNull();

        var done = await browser.Press(page, "main form", ("code", CodeOf(secret)));

        (await done.Document()).QuerySelectorAll("main li code").Length.ShouldBe(10);
        (await browser.Opens(Realm.Staff)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_code_turns_nothing_on()
    {
        var account = await host.Make(Realm.Staff);
        var browser = await host.SignedIn(account);
        var page = await browser.Open(SetUpPath);
        var wrong = CodeOf(SecretOn(page)) == "000000" ? "111111" : "000000";

        var response = await browser.Press(page, "main form", ("code", wrong));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf("code").ShouldNotBeNull();
        (await browser.Opens(Realm.Staff)).ShouldBeFalse();
    }

    /// <summary>What every other form is held to by EveryFormTests and HostileTextTests; these two open half signed in only.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("a\u202eb\ac\ud83d")]
    [InlineData(null)]
    public async Task Hostile_text_in_every_field_is_told_beside_the_code_and_shown_as_text(string? text)
    {
        text ??= new string('x', 100_000);
        var (account, _, _, _) = await StaffWithAuthenticator();
        var beginner = await host.SignedIn(await host.Make(Realm.Staff));
        foreach (var (browser, path) in new[] { (await host.SignedIn(account), CodePath), (beginner, SetUpPath) })
        {
            var page = await browser.Open($"{path}?returnUrl=%2Freview%2Fapps");
            var fields = page.QuerySelectorAll("main form [name]").Select(f => f.GetAttribute("name")!).Where(n => n != "__RequestVerificationToken").ToList();

            var response = await browser.Press(page, "main form", [.. fields.Select(f => (f, text))]);

            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, path);
            var answer = await response.Document();
            answer.ErrorOf("code").ShouldNotBeNull(path);
            answer.QuerySelectorAll("script").ShouldBeEmpty(path);
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded;charset=UTF-8")]
    public async Task Half_signed_in_no_form_passes_without_the_antiforgery_token(string contentType)
    {
        var browser = await host.SignedIn(await host.Make(Realm.Staff));
        foreach (var path in new[] { CodePath, SetUpPath })
        {
            using var form = new StringContent("code=123456");
            form.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

            (await browser.Client.PostAsync(path, form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task The_password_alone_opens_nothing_and_the_code_completes_the_sign_in()
    {
        var (account, _, secret, _) = await StaffWithAuthenticator();
        var browser = host.Browser();

        var half = await browser.Submit("/review/sign-in?returnUrl=%2Freview%2Fapps", ("email", account.Email), ("password", TestAccounts.Password));
        half.Headers.Location!.ToString().ShouldStartWith(CodePath);
        (await browser.Opens(Realm.Staff)).ShouldBeFalse();
        (await browser.Get(SetUpPath)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var whole = await browser.Submit(half.Headers.Location.ToString(), ("code", " " + CodeOf(secret)[..3] + " " + CodeOf(secret)[3..]));

        (await whole.Document()).QuerySelector("main a")!.GetAttribute("href").ShouldBe("/review/apps");
        (await browser.Opens(Realm.Staff)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_code_is_accepted_once()
    {
        var (account, _, secret, _) = await StaffWithAuthenticator();
        var code = CodeOf(secret, 1);
        var first = await host.SignedIn(account);
        (await first.Submit(CodePath, ("code", code))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var second = await host.SignedIn(account);
        (await second.Submit(CodePath, ("code", code))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_recovery_code_is_accepted_once()
    {
        var (account, _, _, recovery) = await StaffWithAuthenticator();
        var first = await host.SignedIn(account);
        (await first.Submit(CodePath, ("code", recovery[3].ToLowerInvariant()))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await first.Opens(Realm.Staff)).ShouldBeTrue();

        var second = await host.SignedIn(account);
        (await second.Submit(CodePath, ("code", recovery[3]))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.Submit(CodePath, ("code", recovery[4]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Five_wrong_codes_lock_and_the_password_does_not_unlock()
    {
        var (account, _, _, recovery) = await StaffWithAuthenticator();
        for (var i = 0; i < 5; i++)
        {
            await (await host.SignedIn(account)).Submit(CodePath, ("code", "AAAAA-AAAAA"));
        }

        (await (await host.SignedIn(account)).Submit(CodePath, ("code", recovery[0]))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_remembered_device_is_not_asked_again_until_the_password_changes()
    {
        var (account, _, secret, _) = await StaffWithAuthenticator();
        var browser = await host.SignedIn(account);
        await browser.Submit(CodePath, ("code", CodeOf(secret)), ("remember", "yes"));

        (await browser.SignIn(Realm.Staff, account.Email)).Headers.Location!.ToString().ShouldBe("/review/requests");

        var users = host.Services.GetRequiredService<IdentityDb>();
        await users.Accounts.UpdateOneAsync(a => a.Id == account.AccountId, Builders<StoredAccount>.Update.Set(a => a.Stamp, "changed"));
        (await browser.SignIn(Realm.Staff, account.Email)).Headers.Location!.ToString().ShouldBe(CodePath);
    }

    [Fact]
    public async Task The_secret_is_stored_encrypted_and_recovery_codes_as_hashes()
    {
        var (account, _, secret, recovery) = await StaffWithAuthenticator();

        var stored = await host.Services.GetRequiredService<IdentityDb>().Accounts.Find(a => a.Id == account.AccountId).SingleAsync();

        Convert.ToHexString(stored.AuthenticatorSecret!).ShouldNotContain(Convert.ToHexString(secret));
        stored.RecoveryCodes.Count.ShouldBe(10);
        stored.RecoveryCodes.Intersect(recovery).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_operators_command_takes_a_lost_phone_off_the_account_and_ends_its_sessions()
    {
        var (account, browser, _, _) = await StaffWithAuthenticator();
        (await browser.Opens(Realm.Staff)).ShouldBeTrue();

        var (code, _) = await host.Run("reset-second-factor", account.Email);

        code.ShouldBe(0);
        (await browser.Opens(Realm.Staff)).ShouldBeFalse();
        (await host.Browser().SignIn(Realm.Staff, account.Email)).Headers.Location!.ToString().ShouldBe(SetUpPath);
        (await host.Run("reset-second-factor", "nobody@plan.example")).Code.ShouldBe(1);
        (await host.Run("reset-second-factor")).Code.ShouldBe(2);
    }

    [Theory]
    [InlineData(Realm.Vendor, "/sandbox/apps"), InlineData(Realm.Member, "/member")]
    public async Task Vendors_and_members_sign_in_with_the_password_alone(Realm realm, string home) =>
        (await host.Browser().SignIn(realm, (await host.Make(realm)).Email)).Headers.Location!.ToString().ShouldBe(home);

    [Fact]
    public async Task Without_the_password_there_is_no_code_page()
    {
        (await host.Browser().Get(CodePath)).Headers.Location!.ToString().ShouldStartWith("/review/sign-in");
        (await host.Browser().Get(SetUpPath)).Headers.Location!.ToString().ShouldStartWith("/review/sign-in");
    }
}
