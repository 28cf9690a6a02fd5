using System.Net;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SignIn;

public sealed class SignInTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Theory]
    [InlineData(Realm.Vendor, "/sandbox/apps"), InlineData(Realm.Member, "/member"), InlineData(Realm.Staff, "/review/requests")]
    public async Task The_right_address_and_password_lead_to_the_realms_home(Realm realm, string home)
    {
        var account = await host.Make(realm);
        var browser = host.Browser();

        var response = await browser.SignIn(realm, account.Email.ToUpperInvariant() + " ");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe(home);
        (await browser.Opens(realm)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Realm.Vendor), InlineData(Realm.Member), InlineData(Realm.Staff)]
    public async Task A_page_asked_for_before_leads_through_the_sign_in_page_and_back(Realm realm)
    {
        var account = await host.Make(realm);
        var browser = host.Browser();

        var turnedAway = await browser.Get(TestAccounts.PageOf(realm) + "?x=1&y=%2F");
        turnedAway.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var response = await browser.Submit(turnedAway.Headers.Location!.ToString(), ("email", account.Email), ("password", TestAccounts.Password));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Document()).QuerySelector("main a")!.GetAttribute("href").ShouldBe(TestAccounts.PageOf(realm) + "?x=1&y=%2F");
        (await response.Document()).QuerySelector("meta[http-equiv=refresh]").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("https://evil.example"), InlineData("\\\\evil.example"), InlineData("/\t/evil.example"),
     InlineData("javascript:alert(1)"), InlineData("evil.example"), InlineData("/x\r\nSet-Cookie: a=b"), InlineData(" //evil.example")]
    public async Task Nobody_is_sent_to_another_site(string returnUrl)
    {
        var account = await host.Make(Realm.Member);
        var browser = host.Browser();
        var page = await browser.Open($"/member/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        page.QuerySelector("[name=returnUrl]").ShouldBeNull();

        var form = new List<KeyValuePair<string, string>>
        {
            new("__RequestVerificationToken", page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            new("email", account.Email), new("password", TestAccounts.Password), new("returnUrl", returnUrl),
        };
        var response = await browser.Client.PostAsync("/member/sign-in", new FormUrlEncodedContent(form));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe("/member");
    }

    [Fact]
    public async Task Wrong_password_unknown_address_and_disabled_account_read_the_same()
    {
        var account = await host.Make(Realm.Vendor);
        var disabled = await host.Make(Realm.Vendor);
        await host.Disable(disabled.AccountId);

        var replies = new List<string>();
        foreach (var (address, password) in new[]
        {
            (account.Email, TestAccounts.WrongPassword), (TestAccounts.NewAddress(), TestAccounts.Password), (disabled.Email, TestAccounts.Password), (account.Email, new string('x', 5000)),
        })
        {
            var response = await host.Browser().SignIn(Realm.Vendor, address, password);
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            response.Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();
            var page = await response.Document();
            page.GetElementById("email")!.GetAttribute("value").ShouldBe(address);
            page.GetElementById("password")!.GetAttribute("value").ShouldBeNullOrEmpty();
            replies.Add(page.ErrorOf("email").ShouldNotBeNull());
        }

        replies.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_form_says_what_is_missing_beside_the_fields()
    {
        var response = await host.Browser().SignIn(Realm.Member, "", "");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf("email").ShouldBe("Enter your e-mail address");
        page.ErrorOf("password").ShouldBe("Enter your password");
        page.QuerySelector(".error-summary a[href='#password']").ShouldNotBeNull();
        page.GetElementById("email")!.GetAttribute("aria-describedby").ShouldBe("email-error");
        page.Title!.ShouldStartWith("Error: ");
    }

    [Fact]
    public async Task Script_in_the_fields_is_shown_back_as_text()
    {
        const string Script = "\"><script>alert(1)</script>";

        var response = await host.Browser().SignIn(Realm.Vendor, Script, Script);

        var page = await response.Document();
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.GetElementById("email")!.GetAttribute("value").ShouldBe(Script);
    }

    [Theory]
    [InlineData("/sandbox/sign-in", null), InlineData("/sandbox/sign-in", "UTF-8"), InlineData("/member/sign-in", "UTF-8"), InlineData("/review/sign-in", "UTF-8"), InlineData("/sandbox/oauth/sign-in", "UTF-8")]
    [InlineData("/member/reset-password", "UTF-8"), InlineData("/review/invitation/a.b", "UTF-8"), InlineData("/member/reset-password/a.b", "UTF-8")]
    public async Task A_post_without_the_antiforgery_token_is_refused(string path, string? charset)
    {
        var form = new FormUrlEncodedContent([new("email", "a@b.example"), new("password", "x")]);
        form.Headers.ContentType!.CharSet = charset;

        (await host.Browser().Client.PostAsync(path, form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/sandbox/sign-in"), InlineData("/member/sign-in")]
    public async Task Vendors_find_their_enrollment_from_the_sign_in_page(string path) =>
        (await host.Browser().Open(path)).QuerySelectorAll("main a").Single(a => a.TextContent == "Vendor Enrollment to Sandbox").GetAttribute("href").ShouldBe("/enroll");

    [Fact]
    public async Task Every_field_has_its_label_and_says_how_it_is_filled_in()
    {
        foreach (var path in new[] { "/sandbox/sign-in", "/member/sign-in", "/review/sign-in", "/sandbox/oauth/sign-in", "/member/reset-password" })
        {
            var page = await host.Browser().Open(path);
            page.DocumentElement.GetAttribute("lang").ShouldBe("en");
            page.QuerySelectorAll("h1").Length.ShouldBe(1);
            foreach (var field in page.QuerySelectorAll("main form input:not([type=hidden])"))
            {
                page.QuerySelector($"label[for='{field.Id}']").ShouldNotBeNull($"{path} {field.Id}");
                field.GetAttribute("autocomplete").ShouldBeOneOf("username", "current-password");
            }
        }
    }
}
