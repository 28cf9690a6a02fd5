using System.Net;
using System.Text.Json;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>What apps find by themselves, and what browsers let them call.</summary>
public sealed class DiscoveryTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("/fhir/.well-known/smart-configuration", "smart-configuration.production.json")]
    [InlineData("/sandbox/fhir/.well-known/smart-configuration", "smart-configuration.sandbox.json")]
    [InlineData("/.well-known/openid-configuration", "openid-configuration.production.json")]
    [InlineData("/sandbox/.well-known/openid-configuration", "openid-configuration.sandbox.json")]
    public async Task Discovery_says_what_is_so(string path, string golden)
    {
        var response = await host.CreateClient().GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var content = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        JsonSerializer.Serialize(content, Readable).Replace(host.PublicUrl, "https://plan.example", StringComparison.Ordinal).ShouldMatchGolden(golden);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/fhir+xml")]
    public async Task The_SMART_configuration_is_JSON_whatever_is_asked_for(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fhir/.well-known/smart-configuration");
        request.Headers.Add("Accept", accept);

        var response = await host.CreateClient().SendAsync(request);

        (response.StatusCode, response.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "application/json"));
    }

    [Fact]
    public async Task The_issuer_comes_from_the_public_address_whatever_the_Host_header_says()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/.well-known/openid-configuration");
        request.Headers.Host = "evil.example";

        var content = await (await host.CreateClient().SendAsync(request)).Content.ReadAsStringAsync();

        content.ShouldNotContain("evil");
        JsonSerializer.Deserialize<JsonElement>(content).GetProperty("issuer").GetString().ShouldBe($"{host.PublicUrl}/sandbox");
    }

    [Fact]
    public async Task Each_branch_publishes_keys_of_its_own_and_no_private_part()
    {
        var production = await Keys("/oauth/jwks");
        var sandbox = await Keys("/sandbox/oauth/jwks");

        production.Select(k => k.GetProperty("kid").GetString()).ShouldBe(["production.1"]);
        sandbox.Select(k => k.GetProperty("kid").GetString()).ShouldBe(["sandbox.1"]);
        production[0].GetProperty("n").GetString().ShouldNotBe(sandbox[0].GetProperty("n").GetString());
        production.Concat(sandbox).ShouldAllBe(k => !k.EnumerateObject().Any(p => p.Name == "d" || p.Name == "k"));

        async Task<JsonElement[]> Keys(string path) =>
            [.. JsonSerializer.Deserialize<JsonElement>(await host.CreateClient().GetStringAsync(path)).GetProperty("keys").EnumerateArray()];
    }

    [Theory]
    [InlineData("/oauth/token")]
    [InlineData("/sandbox/oauth/introspect")]
    [InlineData("/oauth/revoke")]
    [InlineData("/oauth/userinfo")]
    [InlineData("/sandbox/oauth/jwks")]
    [InlineData("/oauth/style-1.json")]
    [InlineData("/sandbox/.well-known/openid-configuration")]
    [InlineData("/fhir/.well-known/smart-configuration")]
    public async Task Browser_apps_of_any_origin_may_call(string path)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", "https://app.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,traceparent");
        using var call = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
        call.Headers.Add("Origin", "https://app.example");

        var allowed = await host.CreateClient().SendAsync(preflight);
        var answered = await host.CreateClient().SendAsync(call);

        allowed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().Split(',').ShouldContain("traceparent");
        allowed.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        answered.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Fact]
    public async Task The_authorization_endpoint_is_not_called_by_script()
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, "/oauth/authorize");
        call.Headers.Add("Origin", "https://app.example");

        (await host.CreateClient().SendAsync(call)).Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }
}
