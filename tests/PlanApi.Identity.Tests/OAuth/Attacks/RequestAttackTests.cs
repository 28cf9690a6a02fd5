using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace PlanApi.Identity.Tests.OAuth.Attacks;

/// <summary>Requests that are huge, say things twice, or carry what a careless server would write into its own answer.</summary>
public sealed class RequestAttackTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Theory]
    [InlineData("client_id"), InlineData("redirect_uri"), InlineData("scope"), InlineData("state"), InlineData("code_challenge"), InlineData("aud"), InlineData("launch"), InlineData("response_type")]
    public async Task What_is_said_twice_in_an_authorization_request_gives_no_code(string name)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        await client.Code(member.Browser);

        var response = await member.Browser.Get($"{client.AuthorizeUrl()}&{name}=one&{name}=two");

        ((int)response.StatusCode).ShouldBeOneOf(400, 302);
        (response.Headers.Location?.ToString() ?? "").ShouldNotContain("code=");
        (response.Headers.Location is null || response.Headers.Location.ToString().Contains("error=", StringComparison.Ordinal)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("grant_type"), InlineData("code"), InlineData("redirect_uri"), InlineData("code_verifier"), InlineData("client_id")]
    public async Task What_is_said_twice_in_a_token_request_gives_no_token(string name)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        List<KeyValuePair<string, string>> fields =
        [
            new("grant_type", "authorization_code"), new("code", await client.Code(member.Browser)), new("redirect_uri", client.App.Redirect), new("code_verifier", client.Verifier),
            new("client_id", client.App.ClientId),
        ];

        var twice = await OAuthReply.Of(await host.CreateClient().PostAsync("/oauth/token", new FormUrlEncodedContent([.. fields, fields.First(f => f.Key == name)])));
        var once = await OAuthReply.Of(await host.CreateClient().PostAsync("/oauth/token", new FormUrlEncodedContent(fields)));

        twice.ShouldFail("invalid_request");
        once.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/oauth/token"), InlineData("/oauth/introspect"), InlineData("/oauth/revoke"), InlineData("/oauth/authorize"), InlineData("/sandbox/oauth/token")]
    public async Task A_huge_request_is_refused_and_breaks_nothing(string path)
    {
        var huge = new string('x', 6_000_000);
        var many = Enumerable.Range(0, 5_000).Select(i => KeyValuePair.Create($"field-{i}", "x"));

        var large = await host.CreateClient().PostAsync(path, new StringContent($"grant_type={huge}&client_id=x&token=x&code={huge}", null, "application/x-www-form-urlencoded"));
        var wide = await host.CreateClient().PostAsync(path, new FormUrlEncodedContent(many));

        ((int)large.StatusCode).ShouldBeInRange(400, 499);
        ((int)wide.StatusCode).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task Thousands_of_scopes_are_cut_to_the_supported_ones()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var scopes = string.Join(' ', Enumerable.Range(0, 2_000).Select(i => $"patient/Type{i}.read").Append("patient/Patient.read"));

        (await client.Redeem(await client.Code(member.Browser, [("scope", scopes)])))["scope"].ShouldBe("patient/Patient.read");
    }

    [Theory]
    [InlineData("a\r\nSet-Cookie: planapi.member=evil\r\n\r\n<script>")]
    [InlineData("a\nLocation: https://evil.example/")]
    [InlineData("a&code=forged&iss=https://evil.example")]
    [InlineData("#fragment")]
    [InlineData("\u00e4\u2028\ud83d\ude00 +%2B%00")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    public async Task A_state_comes_back_as_it_was_sent_and_is_nothing_but_a_value(string state)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        await client.Code(member.Browser);

        foreach (var request in new[] { client.AuthorizeUrl(("state", state)), client.AuthorizeUrl(("state", state), ("aud", "https://other.example/fhir")) })
        {
            var response = await member.Browser.Get(request);

            response.Headers.Contains("Set-Cookie").ShouldBeFalse();
            var location = response.Headers.GetValues("Location").ShouldHaveSingleItem();
            location.ShouldStartWith(client.App.Redirect);
            location.ShouldAllBe(c => c > ' ' && c < '\x7f');
            var query = QueryHelpers.ParseQuery(new Uri(location).Query);
            query["state"].ShouldBe([state]);
            query["iss"].ShouldBe([host.PublicUrl]);
            new Uri(location).Fragment.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("https://app.example/callback@evil.example")]
    [InlineData("https://app.example@evil.example/callback")]
    [InlineData("https://evil.example/https://app.example/callback")]
    [InlineData("https://app.example/callback/../../evil")]
    [InlineData("https://app.example/callback%2f..%2fevil")]
    [InlineData("https://app.example/callback#https://evil.example")]
    [InlineData("https://app.example\\@evil.example/callback")]
    [InlineData("//app.example/callback")]
    [InlineData("HTTPS://APP.EXAMPLE/callback")]
    [InlineData("https://app.example:443/callback")]
    [InlineData("https://app.example/callback\r\nSet-Cookie: a=b")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    public async Task Nobody_is_sent_to_an_address_that_only_looks_like_the_apps(string redirect)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        var response = await member.Browser.Get(client.AuthorizeUrl(("redirect_uri", redirect)));

        (response.StatusCode, response.Headers.Location).ShouldBe((HttpStatusCode.BadRequest, null));
    }

    [Theory]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("request_uri", "https://169.254.169.254/latest/meta-data")]
    public async Task A_request_by_value_or_by_address_is_refused_and_never_fetched(string name, string value)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        var response = await member.Browser.Get(client.AuthorizeUrl((name, value)));

        (response.Headers.Location?.ToString() ?? "").ShouldNotContain("code=");
        ((int)response.StatusCode).ShouldBeOneOf(400, 302);
    }
}
