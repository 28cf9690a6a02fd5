using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.WebUtilities;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>An access token as the demo app gets it: a member with an account signs in and allows what it asks.</summary>
internal static class Token
{
    public const string Endpoint = "/oauth/token";

    /// <param name="host">The host that gives it.</param>
    /// <param name="account">The name of the account; made by this.</param>
    /// <param name="patient">Whose record it is; the account's own name where none is said.</param>
    public static async Task<string> Of(BenchHost host, string account, string? patient = null) => (await ReplyTo(host, account, patient ?? account, "")).GetProperty("access_token").GetString()!;

    /// <summary>A refresh token.</summary>
    public static async Task<string> Lasting(BenchHost host, string account, string patient) => (await ReplyTo(host, account, patient, "offline_access ")).GetProperty("refresh_token").GetString()!;

    private static async Task<JsonElement> ReplyTo(BenchHost host, string account, string patient, string scopes)
    {
        var email = $"{account}@people.example";
        var created = (CreateAccountResult.Created)await host.Services.GetRequiredService<IAccounts>().TryCreate(new(Realm.Member, email, patient, Person.Password), default);
        await host.Services.GetRequiredService<IPatientLinks>().Link(created.AccountId, new(patient, "self", null, "operator"), default);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(host.Address) };
        var browser = new Browser(http);
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var redirect = host.Address + "/samples/health-viewer/index.html";
        var authorize = QueryHelpers.AddQueryString("/oauth/authorize", new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = DemoPlan.HealthViewerClientId,
            ["redirect_uri"] = redirect,
            ["scope"] = scopes + "launch/patient patient/Patient.rs patient/Coverage.rs patient/Organization.rs patient/ExplanationOfBenefit.rs",
            ["state"] = "bench",
            ["aud"] = host.Address + "/fhir",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        });

        await browser.Submit("/member/sign-in", ("email", email), ("password", Person.Password));
        var consent = (await browser.Get(authorize)).Headers.Location!.ToString();
        var allowed = await (await browser.Submit(consent, ("decision", "allow"))).Document();
        var back = await browser.Get(allowed.QuerySelector("main a")!.GetAttribute("href")!);
        var code = QueryHelpers.ParseQuery(back.Headers.Location!.Query)["code"].ToString();
        using var reply = await http.PostAsync(Endpoint, new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirect), new("client_id", DemoPlan.HealthViewerClientId), new("code_verifier", verifier),
        ]));
        reply.EnsureSuccessStatusCode();
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }
}
