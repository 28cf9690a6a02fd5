using System.Net;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.MyAccount;

/// <summary>Answers that are no passkey's, and attempts to get round one.</summary>
public sealed class PasskeyRefusalTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task Without_a_name_or_the_password_nothing_is_begun()
    {
        var browser = await host.SignedIn(await host.Make(Realm.Vendor));
        async Task<string?> ErrorOf(string field, string name, string password) =>
            (await (await browser.Submit("/sandbox/account/passkeys", ("name", name), ("password", password))).Document()).ErrorOf(field);

        (await ErrorOf("name", " ", TestAccounts.Password)).ShouldStartWith("Give the passkey a name");
        (await ErrorOf("password", "My phone", "")).ShouldStartWith("This is not your password");
        (await ErrorOf("password", "My phone", TestAccounts.WrongPassword)).ShouldStartWith("This is not your password");
        (await browser.Get("/sandbox/account/passkeys/new/none")).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task What_is_asked_for_counts_once_and_for_the_account_that_asked_alone()
    {
        using var phone = new TestAuthenticator();
        using var strangers = new TestAuthenticator();
        var account = await host.Make(Realm.Vendor);
        var (browser, stranger) = (await host.SignedIn(account), await host.SignedIn(await host.Make(Realm.Vendor)));
        var asked = await browser.AskForPasskey(Realm.Vendor, "My phone");

        (await stranger.Get(asked.Location.PathName)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        var own = await stranger.AskForPasskey(Realm.Vendor, "Theirs");
        ((AngleSharp.Html.Dom.IHtmlFormElement)own.QuerySelector("main form")!).SetAttribute("action", asked.Location.PathName);
        (await stranger.Press(own, "main form", ("credential", strangers.Create(asked.OptionsOn())))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var first = await browser.Press(asked, "main form", ("credential", phone.Create(asked.OptionsOn())));

        (await first.Document()).RecoveryCodes().Count.ShouldBe(10);
        (await browser.Open("/sandbox/account/passkeys")).QuerySelectorAll("main tbody tr").Length.ShouldBe(1);
        (await browser.Get(asked.Location.PathName)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task An_answer_for_another_site_or_another_challenge_adds_nothing()
    {
        using var elsewhere = new TestAuthenticator { Origin = "https://phishing.example" };
        using var phone = new TestAuthenticator();
        var browser = await host.SignedIn(await host.Make(Realm.Member));
        var other = (await browser.AskForPasskey(Realm.Member, "Other")).OptionsOn();
        foreach (var answer in new Func<string, string>[] { elsewhere.Create, _ => phone.Create(other), _ => "{}", _ => "" })
        {
            var page = await browser.AskForPasskey(Realm.Member, "My phone");
            (await browser.Press(page, "main form", ("credential", answer(page.OptionsOn())))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await browser.Open("/member/account/passkeys")).QuerySelector("main tbody").ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_key_site_counter_or_passkey_of_another_does_not_sign_in_and_a_right_one_does_once()
    {
        using var phone = new TestAuthenticator();
        using var another = new TestAuthenticator();
        using var forged = phone.Forged();
        forged.Counter = 100;
        var (account, other) = (await host.Make(Realm.Member), await host.Make(Realm.Member));
        await (await host.SignedIn(account)).AddPasskey(Realm.Member, phone);
        await (await host.SignedIn(other)).AddPasskey(Realm.Member, another);

        (await host.UsePasskey(account, forged)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.UsePasskey(account, another)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        phone.Counter = 1;
        var copied = await host.UsePasskey(account, phone);
        (await copied.Document()).ErrorOf("code").ShouldStartWith("The passkey was not accepted");
        phone.Counter = 10;

        var (browser, page) = await host.HalfSignedIn(account);
        var answer = phone.Get(page.OptionsOn());
        (await browser.Press(page, "main form", ("credential", answer))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var (thief, thiefsPage) = await host.HalfSignedIn(account);
        (await thief.Press(thiefsPage, "main form", ("credential", answer), ("challenge", page.QuerySelector("main [name=challenge]")!.GetAttribute("value")!))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await thief.Opens(Realm.Member)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_answer_sent_twice_at_once_signs_in_once()
    {
        using var phone = new TestAuthenticator();
        var account = await host.Make(Realm.Vendor);
        await (await host.SignedIn(account)).AddPasskey(Realm.Vendor, phone);
        var (browser, page) = await host.HalfSignedIn(account);
        var answer = phone.Get(page.OptionsOn());

        var answers = await Task.WhenAll(browser.Press(page, "main form", ("credential", answer)), browser.Press(page, "main form", ("credential", answer)));

        answers.Count(a => a.Headers.Location?.OriginalString == "/sandbox/apps").ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_removes_the_passkey_of_another()
    {
        using var phone = new TestAuthenticator();
        var browser = await host.SignedIn(await host.Make(Realm.Vendor));
        await browser.AddPasskey(Realm.Vendor, phone);
        var path = (await browser.Open("/sandbox/account/passkeys")).QuerySelector("main tbody a")!.GetAttribute("href")!;

        (await (await host.SignedIn(await host.Make(Realm.Vendor))).Get(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await host.SignedIn(await host.Make(Realm.Member))).Get(path.Replace("/sandbox/", "/member/", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>What other forms are held to by HostileTextTests; these are there only with a passkey, or while one is made.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("a\u202eb\ac\ud83d")]
    [InlineData(null)]
    public async Task Hostile_text_is_told_and_changes_nothing(string? text)
    {
        text ??= new string('x', 60_000);
        using var phone = new TestAuthenticator();
        var account = await host.Make(Realm.Vendor);
        var browser = await host.SignedIn(account);
        await browser.AddPasskey(Realm.Vendor, phone);
        var remove = (await browser.Open("/sandbox/account/passkeys")).QuerySelector("main tbody a")!.GetAttribute("href")!;
        var (half, step) = await host.HalfSignedIn(account);

        HttpResponseMessage[] answers =
        [
            await browser.Press(await browser.AskForPasskey(Realm.Vendor, "Another"), "main form", ("credential", text), ("challenge", text)),
            await browser.Submit(remove, ("password", text)),
            await half.Press(step, "main form", ("credential", text), ("challenge", text), ("code", text), ("remember", text)),
        ];

        foreach (var answer in answers)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await answer.Document()).QuerySelectorAll("script:not([src='/assets/passkeys.js'])").ShouldBeEmpty();
        }

        (await browser.Open("/sandbox/account/passkeys")).QuerySelectorAll("main tbody tr").Length.ShouldBe(1);
    }
}

/// <summary>Advances the clock, so it has a host of its own.</summary>
public sealed class LatePasskeyTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task After_five_minutes_an_answer_is_too_late()
    {
        using var phone = new TestAuthenticator();
        using var late = new TestAuthenticator();
        var account = await host.Make(Realm.Member);
        var browser = await host.SignedIn(account);
        await browser.AddPasskey(Realm.Member, phone);
        var asked = await browser.AskForPasskey(Realm.Member, "Late");
        var (half, step) = await host.HalfSignedIn(account);

        host.Clock.Advance(TimeSpan.FromMinutes(6));

        (await browser.Press(asked, "main form", ("credential", late.Create(asked.OptionsOn())))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var answer = await half.Press(step, "main form", ("credential", phone.Get(step.OptionsOn())));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await answer.Document();
        (await half.Press(again, "main form", ("credential", phone.Get(again.OptionsOn())))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }
}
