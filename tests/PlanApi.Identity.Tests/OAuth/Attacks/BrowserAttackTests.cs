using System.Net;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth.Attacks;

/// <summary>Another site has the person's browser do things, frames our pages, or plants cookies in it.</summary>
public sealed class BrowserAttackTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task Nobody_can_frame_a_page_on_which_a_person_decides()
    {
        var (client, member) = await Connected();
        var consent = (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString();
        HttpResponseMessage[] pages =
        [
            await member.Browser.Get(consent),
            await member.Browser.Get(client.AuthorizeUrl()),
            await member.Browser.Get(client.AuthorizeUrl(("redirect_uri", "https://evil.example/"))),
            await host.Browser().Get(SignInPaths.Member),
            await host.Browser().Get(SignInPaths.SandboxAuthorize),
        ];

        foreach (var page in pages)
        {
            var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
            policy.ShouldContain("frame-ancestors 'none'");
            policy.ShouldContain("default-src 'none'");
            page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        }
    }

    [Fact]
    public async Task A_consent_that_another_site_sends_in_is_none()
    {
        var (client, member) = await Connected();
        var consent = (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString();
        var other = await host.MemberOf(("patient-2", "self"));
        var others = await other.Browser.Open((await other.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString());
        var othersToken = others.QuerySelector("main form input[type=hidden]")!;
        List<KeyValuePair<string, string>> answers = [new("decision", "allow"), new("categories", "person"), new("categories", "coverage"), new("duration", "OneYear")];

        var bare = await member.Browser.Client.PostAsync(consent, new FormUrlEncodedContent(answers));
        var borrowed = await member.Browser.Client.PostAsync(consent, new FormUrlEncodedContent([.. answers, new(othersToken.GetAttribute("name")!, othersToken.GetAttribute("value")!)]));
        var asText = await member.Browser.Client.PostAsync(consent, new StringContent("decision=allow", null, "text/plain"));
        await member.Browser.Get($"{consent}?decision=allow&categories=person");

        new[] { bare, borrowed, asText }.ShouldAllBe(r => (int)r.StatusCode >= 400 && (int)r.StatusCode < 500);
        var afterwards = await member.Browser.Get(client.AuthorizeUrl(("prompt", "none")));
        client.Returned(afterwards)["error"].ShouldBe("consent_required");
    }

    [Theory]
    [InlineData(SignInPaths.Member)]
    [InlineData(SignInPaths.SandboxAuthorize)]
    public async Task Nobody_is_signed_in_by_another_site_as_someone_else(string path)
    {
        var attacker = await host.Make(path == SignInPaths.Member ? Realm.Member : Realm.Vendor);
        var victim = host.Browser();

        var response = await victim.Client.PostAsync(path, new FormUrlEncodedContent([new("email", attacker.Email), new("password", TestAccounts.Password)]));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []).ShouldNotContain(c => c.Contains("planapi.member=", StringComparison.Ordinal) || c.Contains("planapi.vendor=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_that_was_planted_before_the_sign_in_does_not_become_the_persons()
    {
        var (attacker, victim) = (await host.Make(Realm.Member, name: "Alex Attacker"), await host.Make(Realm.Member, name: "Vic Victim"));
        var planted = new CookieJar(host);
        await planted.SignIn(attacker.Email);
        var before = planted.Session;
        var browser = new CookieJar(host, planted);

        await browser.SignIn(victim.Email);

        browser.Session.ShouldNotBe(before);
        (await browser.NameShown()).ShouldBe(victim.DisplayName);
        (await planted.NameShown()).ShouldBe(attacker.DisplayName);
        var again = new CookieJar(host);
        await again.SignIn(victim.Email);
        again.Session.ShouldNotBe(browser.Session);
    }

    [Fact]
    public async Task An_authorization_begun_by_one_person_is_not_finished_by_another()
    {
        var (client, member) = await Connected();
        var other = await host.MemberOf(("patient-2", "self"));
        var consent = (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString();

        (await other.Browser.Get(consent)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(AppClient Client, Person Member)> Connected() =>
        (new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false), await host.MemberOf(("patient-1", "self")));

    /// <summary>A browser whose cookies the test can see and plant.</summary>
    private sealed class CookieJar(OAuthHost host, CookieJar? planted = null)
    {
        private readonly Dictionary<string, string> _cookies = new(planted?._cookies ?? []);
        private readonly HttpClient _http = host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new Uri(host.PublicUrl) });

        public string Session => _cookies["planapi.member"];

        public async Task SignIn(string email)
        {
            var page = await (await Send(HttpMethod.Get, SignInPaths.Member)).Document();
            var fields = page.QuerySelectorAll("main form input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""));
            var response = await Send(HttpMethod.Post, SignInPaths.Member, new FormUrlEncodedContent([.. fields, new("email", email), new("password", TestAccounts.Password)]));
            ((int)response.StatusCode).ShouldBeLessThan(400);
        }

        /// <summary>Whose pages the session opens.</summary>
        public async Task<string?> NameShown() => (await (await Send(HttpMethod.Get, "/member")).Document()).QuerySelector(".who")?.TextContent;

        private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
            var response = await _http.SendAsync(request);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var parts = cookie.Split(';')[0].Split('=', 2);
                _cookies[parts[0]] = parts[1];
            }

            return response;
        }
    }
}
