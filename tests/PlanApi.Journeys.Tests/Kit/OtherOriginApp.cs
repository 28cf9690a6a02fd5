using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>
/// A confidential app on another origin, and another site: it sends people to the plan's authorize page, takes the answer on its own address, and trades
/// the code for a token on its server. Its pages run no script.
/// </summary>
internal sealed class OtherOriginApp(string planAddress) : IAsyncDisposable
{
    private readonly int _port = Ports.Free();
    private readonly string _state = RandomNumberGenerator.GetHexString(32);
    private readonly string _verifier = RandomNumberGenerator.GetHexString(64);
    private WebApplication? _app;

    public string RedirectUrl => $"http://127.0.0.1:{_port}/callback";

    /// <summary>Set once the app is registered.</summary>
    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>Where the app sends a person to connect.</summary>
    public string AuthorizeUrl => $"{planAddress}/sandbox/oauth/authorize?" + QueryString.Create(new Dictionary<string, string?>
    {
        ["response_type"] = "code",
        ["client_id"] = ClientId,
        ["redirect_uri"] = RedirectUrl,
        ["scope"] = "launch/patient openid fhirUser offline_access patient/Patient.read",
        ["state"] = _state,
        ["aud"] = $"{planAddress}/sandbox/fhir",
        ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
        ["code_challenge_method"] = "S256",
    }).ToString().TrimStart('?');

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        _app = builder.Build();
        _app.MapGet("/callback", Callback);
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task<IResult> Callback(HttpRequest request)
    {
        if (request.Query["state"] != _state || request.Query["iss"] != $"{planAddress}/sandbox")
        {
            return Results.Text("state or issuer is wrong");
        }

        if (request.Query["error"] is [{ } error])
        {
            return Results.Text($"Not connected: {error}");
        }

        using var http = new HttpClient { BaseAddress = new Uri(planAddress) };
        using var exchange = new HttpRequestMessage(HttpMethod.Post, "/sandbox/oauth/token")
        {
            Headers = { Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ClientId}:{ClientSecret}"))) },
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = request.Query["code"].ToString(),
                ["redirect_uri"] = RedirectUrl,
                ["code_verifier"] = _verifier,
            }),
        };
        using var reply = await http.SendAsync(exchange);
        var token = await reply.Content.ReadFromJsonAsync<JsonObject>();
        using var read = new HttpRequestMessage(HttpMethod.Get, $"/sandbox/fhir/Patient/{token?["patient"]}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token?["access_token"]?.GetValue<string>()) },
        };
        using var patient = await http.SendAsync(read);
        return Results.Text($"Token {(int)reply.StatusCode}, patient {(int)patient.StatusCode}");
    }
}
