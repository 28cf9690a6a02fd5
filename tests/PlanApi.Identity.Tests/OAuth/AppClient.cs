using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>A SMART app as its maker would write it, and the person at the browser who answers its questions.</summary>
public sealed class AppClient(PlanApiHost host, TestApp app, bool sandbox)
{
    public const string Scopes = "openid fhirUser offline_access launch/patient patient/Patient.read patient/Coverage.rs";
    private readonly string _prefix = sandbox ? "/sandbox" : "";
    private readonly HttpClient _http = host.CreateClient();

    public TestApp App => app;

    public DateTimeOffset Now => host.Clock.GetUtcNow();

    public string Verifier { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public string Base => host.PublicUrl + _prefix;

    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>The authorize address with a good request; each change replaces a parameter, or removes it when null.</summary>
    public string AuthorizeUrl(params (string Name, string? Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = app.ClientId,
            ["redirect_uri"] = app.Redirect,
            ["scope"] = Scopes,
            ["state"] = "state-1",
            ["aud"] = $"{Base}/fhir",
            ["nonce"] = "nonce-1",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString($"{_prefix}/oauth/authorize", query.Where(p => p.Value is not null));
    }

    /// <summary>Opens the authorize address and allows what is asked; the redirect to the app.</summary>
    public async Task<Dictionary<string, string>> Authorize(Browser browser, (string, string?)[]? changes = null, (string, string)[]? answers = null, string patient = "")
    {
        var response = await browser.Get(AuthorizeUrl(changes ?? []));
        for (var steps = 0; steps < 8 && response.Headers.Location is { } location && !IsApp(location); steps++)
        {
            response = await browser.Get(location.ToString());
            var page = response.StatusCode == HttpStatusCode.OK ? await response.Document() : null;
            if (page?.QuerySelector("[name=decision]") is not null)
            {
                response = await browser.Press(page, "main form", [.. answers ?? [], ("decision", "allow")]);
                page = await response.Document();
            }
            else if (page?.QuerySelector("[name=patient]") is not null)
            {
                response = await browser.Press(page, "main form", ("patient", patient));
                continue;
            }

            if (page?.QuerySelector("main a")?.GetAttribute("href") is { } onward && page.QuerySelector("meta[http-equiv=refresh]") is not null)
            {
                response = await browser.Get(onward);
            }
        }

        return Returned(response);
    }

    /// <summary>What came back to the app with this redirect.</summary>
    public Dictionary<string, string> Returned(HttpResponseMessage response)
    {
        response.Headers.Location.ShouldNotBeNull($"No redirect but {(int)response.StatusCode}");
        IsApp(response.Headers.Location).ShouldBeTrue($"Redirected to {response.Headers.Location}");
        return QueryHelpers.ParseQuery(response.Headers.Location.Query).ToDictionary(q => q.Key, q => q.Value.ToString());
    }

    public async Task<string> Code(Browser browser, (string, string?)[]? changes = null, (string, string)[]? answers = null, string patient = "")
    {
        var returned = await Authorize(browser, changes, answers, patient);
        returned.ShouldContainKey("code", string.Join(' ', returned.Select(r => $"{r.Key}={r.Value}")));
        return returned["code"];
    }

    public Task<OAuthReply> Redeem(string code, params (string Name, string? Value)[] changes) =>
        Post("/oauth/token", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", app.Redirect), ("code_verifier", Verifier), .. changes]);

    public Task<OAuthReply> Refresh(string refreshToken, params (string Name, string? Value)[] changes) =>
        Post("/oauth/token", [("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. changes]);

    public Task<OAuthReply> Refresh(string refreshToken, CancellationToken ct) =>
        Post("/oauth/token", [("grant_type", "refresh_token"), ("refresh_token", refreshToken)], ct: ct);

    public Task<OAuthReply> Introspect(string token) => Post("/oauth/introspect", [("token", token)]);

    public Task<OAuthReply> Revoke(string token) => Post("/oauth/revoke", [("token", token)]);

    /// <summary>The client id always, the secret of a confidential app by HTTP basic, the rest by form.</summary>
    public async Task<OAuthReply> Post(string path, IEnumerable<(string Name, string? Value)> fields, bool basic = true, CancellationToken ct = default)
    {
        var form = new Dictionary<string, string?> { ["client_id"] = app.ClientId };
        if (!basic)
        {
            form["client_secret"] = app.Secret;
        }

        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _prefix + path)
        {
            Content = new FormUrlEncodedContent(form.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Key, f.Value!))),
        };
        if (basic && app.Secret is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app.ClientId}:{app.Secret}")));
        }

        return await OAuthReply.Of(await _http.SendAsync(request, ct));
    }

    public async Task<OAuthReply> UserInfo(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _prefix + "/oauth/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await OAuthReply.Of(await _http.SendAsync(request));
    }

    private bool IsApp(Uri location) => location.OriginalString.StartsWith(app.Redirect, StringComparison.Ordinal);
}

/// <summary>A JSON reply of an OAuth endpoint.</summary>
public sealed record OAuthReply(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)
{
    public string this[string name] => Body.TryGetProperty(name, out var value) ? value.ToString() : "";

    public string AccessToken => this["access_token"];

    public string RefreshToken => this["refresh_token"];

    public string IdToken => this["id_token"];

    public bool Has(string name) => Body.TryGetProperty(name, out _);

    public static async Task<OAuthReply> Of(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, text.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(text) : JsonSerializer.Deserialize<JsonElement>("{}"), response);
    }

    public void ShouldFail(string error) => (Status, this["error"]).ShouldBe((error is "invalid_client" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, error));
}

/// <summary>The claims of a signed token, unverified.</summary>
public static class Jwt
{
    public static JsonElement Claims(string token) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[1]));

    public static JsonElement Header(string token) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[0]));
}
