using System.Net;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.MyAccount;

/// <summary>The pages on which people of each realm look after their own account.</summary>
public sealed class MyAccountTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private const string NewPassword = "nine new umbrellas";
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    public static TheoryData<Realm> Realms => [Realm.Vendor, Realm.Member, Realm.Staff];

    private static string Base(Realm realm) => realm switch { Realm.Vendor => "/sandbox/account", Realm.Member => "/member/account", _ => "/review/account" };

    [Theory, MemberData(nameof(Realms))]
    public async Task It_shows_whose_it_is_and_the_name_can_be_changed(Realm realm)
    {
        var account = await host.Make(realm);
        var browser = await host.SignedIn(account);
        (await browser.Open(Base(realm))).QuerySelector("#email")!.GetAttribute("value").ShouldBe(account.Email);

        (await (await browser.Press(await browser.Open(Base(realm)), "main form", ("name", " "))).Document()).ErrorOf("name").ShouldBe("Enter your name");
        var saved = await browser.Press(await browser.Open(Base(realm)), "main form", ("name", "Ada Byron"));

        var page = await (await browser.Follow(saved)).Document();
        page.QuerySelector("[role=status]")!.TextContent.ShouldBe("Your name is saved.");
        page.QuerySelector(".who")!.TextContent.ShouldBe("Ada Byron");
        (await host.Accounts().Find(account.AccountId, default))!.DisplayName.ShouldBe("Ada Byron");
    }

    [Theory, MemberData(nameof(Realms))]
    public async Task A_new_password_ends_every_other_session_and_is_told_by_mail(Realm realm)
    {
        var account = await host.Make(realm);
        var (browser, elsewhere) = (await host.SignedIn(account), await host.SignedIn(account));

        var done = await browser.Submit($"{Base(realm)}/password", ("current", TestAccounts.Password), ("password", NewPassword), ("repeat", NewPassword));

        done.Headers.Location!.OriginalString.ShouldBe($"{Base(realm)}?done=password");
        (await browser.Opens(realm)).ShouldBeTrue();
        (await elsewhere.Opens(realm)).ShouldBeFalse();
        (await host.Browser().SignIn(realm, account.Email)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.Browser().SignIn(realm, account.Email, NewPassword)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Mailbox.Expect(account.Email, "Your password was changed")).Text.ShouldContain("/reset-password");
    }

    [Fact]
    public async Task Wrong_passwords_are_told_beside_the_field_and_lock_in_the_end()
    {
        var account = await host.Make(Realm.Vendor);
        var browser = await host.SignedIn(account);
        async Task<string?> Try(string current, string password, string repeat) =>
            (await (await browser.Submit("/sandbox/account/password", ("current", current), ("password", password), ("repeat", repeat))).Document()) is var page
                ? page.ErrorOf("current") ?? page.ErrorOf("password") ?? page.ErrorOf("repeat")
                : null;

        (await Try(TestAccounts.Password, "short", "short")).ShouldStartWith("Use at least 12 characters");
        (await Try(TestAccounts.Password, NewPassword, "another thing")).ShouldStartWith("The two passwords differ");
        foreach (var _ in Enumerable.Range(0, 5))
        {
            (await Try(TestAccounts.WrongPassword, NewPassword, NewPassword)).ShouldStartWith("This is not your password");
        }

        (await Try(TestAccounts.Password, NewPassword, NewPassword)).ShouldStartWith("This is not your password");
        (await browser.Opens(Realm.Vendor)).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Realms))]
    public async Task Sessions_are_listed_by_browser_and_one_or_all_others_can_be_ended(Realm realm)
    {
        var account = await host.Make(realm);
        var browser = await host.SignedIn(account);
        var (phone, second, third) = (host.Browser(), await host.SignedIn(account), await host.SignedIn(account));
        phone.Client.DefaultRequestHeaders.UserAgent.ParseAdd(Firefox);
        await phone.SignIn(realm, account.Email);

        var page = await browser.Open(Base(realm));
        page.QuerySelectorAll("main tbody tr").Length.ShouldBe(4);
        var row = page.QuerySelectorAll("main tbody tr").Single(r => r.TextContent.Contains("Firefox, Windows", StringComparison.Ordinal));
        page.QuerySelectorAll("main tbody tr").Count(r => r.TextContent.Contains("This one", StringComparison.Ordinal)).ShouldBe(1);
        await browser.Press(page, $"main form[action='{row.QuerySelector("form")!.GetAttribute("action")}']");

        (await phone.Opens(realm)).ShouldBeFalse();
        (await second.Opens(realm)).ShouldBeTrue();
        await browser.Press(page, $"main form[action='{Base(realm)}/sessions/end-others']");
        (await second.Opens(realm)).ShouldBeFalse();
        (await third.Opens(realm)).ShouldBeFalse();
        (await browser.Opens(realm)).ShouldBeTrue();
        (await browser.Open(Base(realm))).QuerySelectorAll("main tbody tr").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_ends_or_sees_the_sessions_of_another_or_in_another_realm()
    {
        var (account, other) = (await host.Make(Realm.Vendor), await host.Make(Realm.Vendor));
        var (browser, stranger) = (await host.SignedIn(account), await host.SignedIn(other));
        var elsewhere = await host.SignedIn(account);
        var end = (await browser.Open("/sandbox/account")).QuerySelector("main tbody form")!.GetAttribute("action")!;

        await stranger.Press(await stranger.Open("/sandbox/account"), "main form", ("name", "Stranger"));
        using var request = new HttpRequestMessage(HttpMethod.Post, end)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", (await stranger.Open("/sandbox/account")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]),
        };
        await stranger.Client.SendAsync(request);

        (await elsewhere.Opens(Realm.Vendor)).ShouldBeTrue();
        foreach (var path in new[] { "/member/account", "/review/account", "/member/account/password", "/review/account/delete" })
        {
            (await browser.Get(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
        }
    }

    [Fact]
    public async Task Looking_after_the_account_makes_a_session_no_longer_and_no_fresher()
    {
        await using var other = new PlanApiHost();
        var account = await other.Make(Realm.Member);
        var browser = await other.SignedIn(account);
        other.Clock.Advance(TimeSpan.FromHours(11));
        await browser.Press(await browser.Open("/member/account"), "main form", ("name", "Still Here"));
        await browser.Press(await browser.Open("/member/account"), "main form[action$=end-others]");
        (await browser.Opens(Realm.Member)).ShouldBeTrue();
        (await browser.Open("/member/account")).QuerySelectorAll("main tbody tr").Length.ShouldBe(1);

        var session = (await other.Database.GetCollection<BsonDocument>("identity.accounts").Find(new BsonDocument("_id", account.AccountId)).SingleAsync())["sessions"].AsBsonArray.ShouldHaveSingleItem().AsBsonDocument;
        (session["until"].ToUniversalTime() - session["startedAt"].ToUniversalTime()).ShouldBe(TimeSpan.FromHours(12));
        other.Clock.Advance(TimeSpan.FromHours(1.1));
        (await browser.Opens(Realm.Member)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_has_no_password_must_have_signed_in_just_now_and_no_other_page_makes_up_for_it()
    {
        await using var other = new PlanApiHost();
        var account = await other.Make(Realm.Member);
        var browser = await other.SignedIn(account);
        var accounts = other.Database.GetCollection<BsonDocument>("identity.accounts");
        await accounts.UpdateOneAsync(new BsonDocument("_id", account.AccountId), new BsonDocument("$unset", new BsonDocument("passwordHash", "")));
        other.Clock.Advance(TimeSpan.FromMinutes(11));
        await browser.Press(await browser.Open("/member/account"), "main form", ("name", "Somebody Else"));

        var refused = await browser.Submit("/member/account/delete");

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Document()).QuerySelector(".error-summary")!.TextContent.ShouldContain("Sign out and in again");
        (await browser.Opens(Realm.Member)).ShouldBeTrue();
    }

    [Fact]
    public async Task Fifty_sign_ins_later_the_first_session_is_over()
    {
        var account = await host.Make(Realm.Member);
        var first = await host.SignedIn(account);
        foreach (var _ in Enumerable.Range(0, 49))
        {
            await host.SignedIn(account);
        }

        (await first.Opens(Realm.Member)).ShouldBeTrue();
        await host.SignedIn(account);
        (await first.Opens(Realm.Member)).ShouldBeFalse();
    }

    [Fact]
    public async Task Members_look_after_it_in_Spanish()
    {
        var account = await host.Make(Realm.Member);
        var browser = await host.SignedIn(account);

        foreach (var page in new[] { "", "/password", "/delete" })
        {
            await browser.ShouldBeInSpanish($"/member/account{page}", account.DisplayName);
        }

        await browser.ShouldBeInSpanishWithout("code", "/member/account/second-factor");
        await host.Browser().ShouldBeInSpanish("/member/goodbye");
        await browser.Get("/language/es");
        await browser.Submit("/member/account/password", ("current", TestAccounts.Password), ("password", NewPassword), ("repeat", NewPassword));
        await host.Mailbox.Expect(account.Email, "Su contraseña se cambió");
    }
}
