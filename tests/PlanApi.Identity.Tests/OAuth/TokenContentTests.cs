using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>What an app is told with its tokens, and what it finds in them.</summary>
public sealed class TokenContentTests(TokenContentTests.Host host) : IClassFixture<TokenContentTests.Host>
{
    [Theory]
    [InlineData("Once", null)]
    [InlineData("NinetyDays", 90)]
    [InlineData("Year", 365)]
    [InlineData("UntilRevoked", 365)]
    public async Task The_app_is_told_how_long_it_may_refresh(string duration, int? days)
    {
        var (client, member) = await Connected();

        var reply = await client.Redeem(await client.Code(member, answers: [("duration", duration)]));

        reply.Has("refresh_expires_in").ShouldBe(days is not null);
        if (days is { } expected)
        {
            TimeSpan.FromSeconds(long.Parse(reply["refresh_expires_in"])).ShouldBe(TimeSpan.FromDays(expected), tolerance: TimeSpan.FromDays(1.1));
            long.Parse((await client.Refresh(reply.RefreshToken))["refresh_expires_in"]).ShouldBeLessThanOrEqualTo(long.Parse(reply["refresh_expires_in"]));
        }
    }

    [Fact]
    public async Task Online_access_says_that_it_ends_within_twelve_hours()
    {
        var (client, member) = await Connected();

        var reply = await client.Redeem(await client.Code(member, [("scope", "online_access patient/Patient.read")]));

        long.Parse(reply["refresh_expires_in"]).ShouldBeInRange(11 * 3600, 12 * 3600);
        reply["scope"].ShouldBe("online_access patient/Patient.read");
    }

    [Fact]
    public async Task An_access_token_lives_as_long_as_the_operator_says()
    {
        var (client, member) = await Connected();

        var reply = await client.Redeem(await client.Code(member));

        var claims = Jwt.Claims(reply.AccessToken);
        int.Parse(reply["expires_in"]).ShouldBeInRange(290, 300);
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(300);
    }

    [Fact]
    public async Task A_refresh_answers_what_the_first_answer_did()
    {
        var (client, member) = await Connected();
        var first = await client.Redeem(await client.Code(member));

        var again = await client.Refresh(first.RefreshToken);

        foreach (var name in new[] { "token_type", "scope", "patient", "need_patient_banner", "smart_style_url" })
        {
            again[name].ShouldBe(first[name], name);
        }

        again.AccessToken.ShouldNotBe(first.AccessToken);
        again.RefreshToken.ShouldNotBe(first.RefreshToken);
        int.Parse(again["expires_in"]).ShouldBeInRange(290, 300);
        Jwt.Claims(again.IdToken).GetProperty("sub").GetString().ShouldBe(Jwt.Claims(first.IdToken).GetProperty("sub").GetString());
        again.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Even_with_every_scope_an_access_token_fits_into_a_header()
    {
        var (client, member) = await Connected();

        var reply = await client.Redeem(await client.Code(member, [("scope", $"{FakeApps.AllScopes} patient/*.rs")]));

        reply["scope"].Split(' ').Length.ShouldBeGreaterThan(50);
        reply.AccessToken.Length.ShouldBeLessThan(6_000);
    }

    [Fact]
    public async Task The_style_that_the_app_is_pointed_to_can_be_read_from_any_origin()
    {
        var (client, member) = await Connected();
        var reply = await client.Redeem(await client.Code(member));
        using var request = new HttpRequestMessage(HttpMethod.Get, reply["smart_style_url"]);
        request.Headers.Add("Origin", "https://app.example");

        var response = await host.CreateClient().SendAsync(request);

        reply["smart_style_url"].ShouldStartWith($"{host.PublicUrl}/");
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        var style = JsonSerializer.Deserialize<Dictionary<string, string>>(await response.Content.ReadAsStringAsync())!;
        style.Keys.ShouldBe(
            [
                "color_background", "color_error", "color_highlight", "color_modal_backdrop", "color_success", "color_text", "dim_border_radius", "dim_font_size",
                "dim_spacing_size", "font_family_body", "font_family_heading",
            ],
            ignoreOrder: true);
        style.Where(s => s.Key.StartsWith("color_", StringComparison.Ordinal)).ShouldAllBe(s => s.Value.Length == 7 && s.Value[0] == '#');
    }

    [Fact]
    public async Task Introspection_repeats_what_came_with_the_token()
    {
        var (client, member) = await Connected();
        var reply = await client.Redeem(await client.Code(member));

        var told = await client.Introspect(reply.AccessToken);

        var (access, id) = (Jwt.Claims(reply.AccessToken), Jwt.Claims(reply.IdToken));
        told.Body.GetProperty("active").GetBoolean().ShouldBeTrue();
        told.Body.GetProperty("exp").GetInt64().ShouldBe(access.GetProperty("exp").GetInt64());
        told.Body.GetProperty("need_patient_banner").GetBoolean().ShouldBeTrue();
        foreach (var (name, value) in new[]
        {
            ("scope", reply["scope"]), ("client_id", client.App.ClientId), ("patient", reply["patient"]), ("smart_style_url", reply["smart_style_url"]),
            ("iss", id.GetProperty("iss").GetString()), ("sub", id.GetProperty("sub").GetString()), ("fhirUser", id.GetProperty("fhirUser").GetString()),
        })
        {
            told[name].ShouldBe(value, name);
        }

        told.Has("account").ShouldBeFalse();
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")]
    public async Task Introspection_says_of_what_is_no_token_that_it_is_not_active_and_no_more(string token)
    {
        var (client, _) = await Connected();

        var told = await client.Introspect(token);

        (told.Status, told.Body.ToString()).ShouldBe((HttpStatusCode.OK, "{\"active\":false}"));
    }

    [Fact]
    public async Task A_public_app_cannot_introspect()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var tokens = await client.Redeem(await client.Code(member.Browser));

        var told = await client.Introspect(tokens.AccessToken);

        ((int)told.Status).ShouldBeInRange(400, 401);
        told.Has("active").ShouldBeFalse();
    }

    [Fact]
    public async Task An_identity_token_stands_up_to_a_check_written_from_the_specification_alone()
    {
        var (client, member) = await Connected();
        var reply = await client.Redeem(await client.Code(member));
        var parts = reply.IdToken.Split('.');
        var (header, claims) = (Jwt.Header(reply.IdToken), Jwt.Claims(reply.IdToken));

        // OpenID Connect Core, 3.1.3.7, with the key that discovery leads to.
        var http = host.CreateClient();
        var discovery = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/.well-known/openid-configuration"));
        var keys = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(discovery.GetProperty("jwks_uri").GetString())).GetProperty("keys");
        var key = keys.EnumerateArray().Single(k => k.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
        rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
        header.GetProperty("alg").GetString().ShouldBe("RS256");
        claims.GetProperty("iss").GetString().ShouldBe(discovery.GetProperty("issuer").GetString());
        claims.GetProperty("aud").GetString().ShouldBe(client.App.ClientId);
        claims.GetProperty("nonce").GetString().ShouldBe("nonce-1");
        claims.GetProperty("exp").GetInt64().ShouldBeGreaterThan(client.Now.ToUnixTimeSeconds());
        claims.GetProperty("auth_time").GetInt64().ShouldBeLessThanOrEqualTo(client.Now.ToUnixTimeSeconds());
        claims.GetProperty("at_hash").GetString().ShouldBe(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(reply.AccessToken)).AsSpan(0, 16)));
        Uri.IsWellFormedUriString(claims.GetProperty("fhirUser").GetString(), UriKind.Absolute).ShouldBeTrue();

        static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
    }

    [Theory]
    [InlineData("/fhir")]
    [InlineData("/fhir/")]
    public async Task The_FHIR_base_may_be_named_with_a_slash_at_its_end(string path)
    {
        var (client, member) = await Connected();

        var reply = await client.Redeem(await client.Code(member, [("aud", host.PublicUrl + path)]));

        Jwt.Claims(reply.AccessToken).GetProperty("aud").GetString().ShouldBe($"{host.PublicUrl}/fhir");
    }

    private async Task<(AppClient Client, TestKit.Browser Member)> Connected() =>
        (new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false), (await host.MemberOf(("patient-1", "self"))).Browser);

    /// <summary>Access tokens live for five minutes here.</summary>
    public sealed class Host : OAuthHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("PlanApi:AccessTokenMinutes", "5");
        }
    }
}
