using System.Net;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>What a person's answer means for the app, and when the person is asked again.</summary>
public sealed class ConsentFlowTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task What_was_unticked_is_in_no_token()
    {
        var (client, member) = await Connect(confidential: false);

        var reply = await client.Redeem(await client.Code(member.Browser, answers: [("categories", "coverage")]));

        reply["scope"].ShouldBe("openid fhirUser offline_access launch/patient patient/Coverage.rs");
        Jwt.Claims(reply.AccessToken).GetProperty("scope").GetString().ShouldBe(reply["scope"]);
    }

    [Fact]
    public async Task Deny_tells_the_app_and_gives_it_nothing()
    {
        var (client, member) = await Connect(confidential: false);
        var consent = (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString();

        var answered = await member.Browser.Submit(consent, ("decision", "deny"));
        var returned = client.Returned(await member.Browser.Get((await answered.Document()).QuerySelector("main a")!.GetAttribute("href")!));

        (returned["error"], returned["state"]).ShouldBe(("access_denied", "state-1"));
        returned.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task An_answer_leads_to_one_code_only()
    {
        var (client, member) = await Connect(confidential: true);
        var consent = (await member.Browser.Get(client.AuthorizeUrl(("prompt", "consent")))).Headers.Location!.ToString();
        var answered = await member.Browser.Submit(consent, ("decision", "allow"));
        var onward = (await answered.Document()).QuerySelector("main a")!.GetAttribute("href")!;

        client.Returned(await member.Browser.Get(onward)).ShouldContainKey("code");

        (await member.Browser.Get(onward)).Headers.Location!.ToString().ShouldStartWith("/oauth/consent/");
    }

    [Fact]
    public async Task The_answer_to_one_request_is_none_to_another()
    {
        var (client, member) = await Connect(confidential: true);
        var consent = (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString();
        await member.Browser.Submit(consent, ("decision", "allow"));

        var stolen = await member.Browser.Get(client.AuthorizeUrl(("scope", "patient/*.read"), ("consent", consent.Split('/')[^1])));

        stolen.Headers.Location!.ToString().ShouldStartWith("/oauth/consent/");
    }

    [Theory]
    [InlineData(true, "https://app.example/callback", false)]
    [InlineData(false, "https://app.example/callback", false)]
    [InlineData(true, "http://127.0.0.1/cb", false)]
    [InlineData(false, "http://127.0.0.1/cb", true)]
    [InlineData(false, "com.example.app:/cb", true)]
    public async Task A_returning_member_is_asked_again_only_where_anyone_could_claim_to_be_the_app(bool confidential, string redirect, bool asked)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential, redirect, native: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        await client.Code(member.Browser);

        var location = (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString();

        location.StartsWith("/oauth/consent/", StringComparison.Ordinal).ShouldBe(asked);
        location.Contains("code=", StringComparison.Ordinal).ShouldBe(!asked);
    }

    [Fact]
    public async Task A_returning_member_is_asked_when_the_app_wants_more_or_wants_it_confirmed()
    {
        var (client, member) = await Connect(confidential: true);
        await client.Code(member.Browser);

        (await member.Browser.Get(client.AuthorizeUrl(("scope", "patient/Patient.read patient/Coverage.rs")))).Headers.Location!.ToString().ShouldStartWith(client.App.Redirect);
        (await member.Browser.Get(client.AuthorizeUrl(("scope", "patient/Patient.read patient/Condition.read")))).Headers.Location!.ToString().ShouldStartWith("/oauth/consent/");
        (await member.Browser.Get(client.AuthorizeUrl(("prompt", "consent")))).Headers.Location!.ToString().ShouldStartWith("/oauth/consent/");
    }

    [Fact]
    public async Task A_returning_member_is_asked_once_more_when_other_details_of_the_app_were_approved_since()
    {
        var (client, member) = await Connect(confidential: true);
        await client.Code(member.Browser);
        host.Apps.ApproveAnew(client.App.ClientId, host.Clock.GetUtcNow());

        (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString().ShouldStartWith("/oauth/consent/");
        await client.Code(member.Browser);
        (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString().ShouldStartWith(client.App.Redirect);
    }

    [Fact]
    public async Task Whom_the_app_takes_the_person_to_be_stands_in_the_sign_in_form()
    {
        var (client, _) = await Connect(confidential: true);
        var stranger = host.Browser();

        var signIn = (await stranger.Get(client.AuthorizeUrl(("login_hint", "ann+\"x@people.example")))).Headers.Location!.ToString();

        (await (await stranger.Get(signIn)).Document()).QuerySelector("input[name=email]")!.GetAttribute("value").ShouldBe("ann+\"x@people.example");
    }

    [Fact]
    public async Task Who_signed_in_longer_ago_than_the_app_takes_signs_in_again_once()
    {
        var (client, member) = await Connect(confidential: true);
        await client.Code(member.Browser);
        (await member.Browser.Get(client.AuthorizeUrl(("max_age", "600")))).Headers.Location!.ToString().ShouldStartWith(client.App.Redirect);

        host.Clock.Advance(TimeSpan.FromMinutes(11));
        (await member.Browser.Get(client.AuthorizeUrl(("max_age", "600"), ("prompt", "none")))).Headers.Location!.ToString().ShouldContain("login_required");
        var onward = await SignInAgain(client, member, ("max_age", "600"));

        var code = client.Returned(await member.Browser.Get(onward))["code"];
        var signedIn = Jwt.Claims((await client.Redeem(code)).IdToken).GetProperty("auth_time").GetInt64();
        (client.Now.ToUnixTimeSeconds() - signedIn).ShouldBeLessThan(600);
    }

    [Theory]
    [InlineData("max_age", "0")]
    [InlineData("prompt", "login")]
    public async Task An_app_that_takes_no_earlier_sign_in_gets_a_new_one_and_not_one_after_another(string parameter, string value)
    {
        var (client, member) = await Connect(confidential: true);
        await client.Code(member.Browser);

        var onward = await SignInAgain(client, member, (parameter, value));
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        client.Returned(await member.Browser.Get(onward)).ShouldContainKey("code");
    }

    [Fact]
    public async Task The_question_that_the_app_wants_asked_is_asked_after_the_sign_in_too()
    {
        var (client, member) = await Connect(confidential: true);
        await client.Code(member.Browser);

        var onward = await SignInAgain(client, member, ("prompt", "login consent"));

        (await member.Browser.Get(onward)).Headers.Location!.ToString().ShouldStartWith("/oauth/consent/");
    }

    [Fact]
    public async Task An_app_that_only_wants_to_know_who_it_is_gets_no_more()
    {
        var (client, member) = await Connect(confidential: false);

        var reply = await client.Redeem(await client.Code(member.Browser, [("scope", "openid fhirUser")]));

        (reply["scope"], reply.Has("id_token"), reply.Has("refresh_token")).ShouldBe(("openid fhirUser", true, false));
    }

    [Fact]
    public async Task A_consent_of_one_person_helps_no_other()
    {
        var (client, member) = await Connect(confidential: true);
        var other = await host.MemberOf(("patient-1", "self"));
        var consent = (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString();

        (await other.Browser.Get(consent)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await member.Browser.Submit(consent, ("decision", "allow"));
        (await other.Browser.Get(client.AuthorizeUrl(("consent", consent.Split('/')[^1])))).Headers.Location!.ToString().ShouldStartWith("/oauth/consent/");
    }

    private async Task<(AppClient Client, Person Member)> Connect(bool confidential) =>
        (new AppClient(host, host.Apps.Add("org-1", confidential), sandbox: false), await host.MemberOf(("patient-1", "self")));

    /// <summary>The app's request leads to the sign-in page, and from there to where the person goes on.</summary>
    private static async Task<string> SignInAgain(AppClient client, Person member, (string, string?) asked)
    {
        var signIn = (await member.Browser.Get(client.AuthorizeUrl(asked))).Headers.Location!.ToString();
        signIn.ShouldStartWith("/member/sign-in?");
        var response = await member.Browser.Submit(signIn, ("email", member.Email), ("password", Person.Password));
        var page = await response.Document();
        return page.QuerySelector("main a")!.GetAttribute("href")!;
    }
}
