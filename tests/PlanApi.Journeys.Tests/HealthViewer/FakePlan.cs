using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.HealthViewer;

/// <summary>
/// A plan's sandbox as the health viewer sees it, played by the browser's network layer, so that the app can be shown answers that the real
/// server never gives. A person who signs in is sent straight back.
/// </summary>
internal sealed class FakePlan(IPage page, string address)
{
    private readonly List<string> _calls = [];

    /// <summary>What the authorize endpoint sends back besides a right state and issuer.</summary>
    public Dictionary<string, string> Answer { get; } = new() { ["code"] = "code-1" };

    public JsonObject Token { get; } = new()
    {
        ["access_token"] = "access-1",
        ["token_type"] = "Bearer",
        ["expires_in"] = 3600,
        ["refresh_token"] = "refresh-1",
        ["patient"] = "p1",
        ["scope"] = "launch/patient offline_access patient/Patient.rs patient/Coverage.rs patient/ExplanationOfBenefit.rs",
    };

    public JsonObject Patient { get; } = new() { ["resourceType"] = "Patient", ["id"] = "p1", ["birthDate"] = "1980-02-29", ["name"] = Names("Ada Example") };

    public JsonObject Claims { get; } = Bundle();

    public int FhirStatus { get; set; } = 200;

    public string FhirBase => $"{address}/sandbox/fhir";

    /// <summary>Every address the app called, in order.</summary>
    public IReadOnlyList<string> Calls => _calls;

    public static JsonArray Names(string text) => [new JsonObject { ["text"] = text }];

    public static JsonObject Bundle(params JsonObject[] resources) => new()
    {
        ["resourceType"] = "Bundle",
        ["entry"] = new JsonArray([.. resources.Select(r => new JsonObject { ["resource"] = r })]),
    };

    public async Task Play()
    {
        await page.RouteAsync("**/.well-known/smart-configuration", route => Reply(route, 200, new()
        {
            ["issuer"] = $"{address}/sandbox",
            ["authorization_endpoint"] = $"{address}/sandbox/oauth/authorize",
            ["token_endpoint"] = $"{address}/sandbox/oauth/token",
            ["revocation_endpoint"] = $"{address}/sandbox/oauth/revoke",
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
        }));
        await page.RouteAsync("**/sandbox/oauth/authorize?*", Authorize);
        await page.RouteAsync("**/sandbox/oauth/token", route => Reply(route, Token.ContainsKey("error") ? 400 : 200, Token));
        await page.RouteAsync("**/sandbox/oauth/revoke", route => Reply(route, 200, []));
        await page.RouteAsync("**/sandbox/fhir/Patient/p1", route => Fhir(route, Patient));
        await page.RouteAsync("**/sandbox/fhir/Coverage?*", route => Fhir(route, Bundle()));
        await page.RouteAsync("**/sandbox/fhir/ExplanationOfBenefit?*", route => Fhir(route, Claims));
    }

    /// <summary>Starts the app standalone and comes back with the plan's answer.</summary>
    public async Task Connect()
    {
        await page.GotoAsync($"{address}/samples/health-viewer/");
        await page.GetByLabel("Sandbox").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect" }).ClickAsync();
    }

    private Task Authorize(IRoute route)
    {
        var asked = HttpUtility.ParseQueryString(new Uri(route.Request.Url).Query);
        var back = HttpUtility.ParseQueryString("");
        back["state"] = asked["state"];
        back["iss"] = $"{address}/sandbox";
        foreach (var (name, value) in Answer)
        {
            back[name] = value;
        }

        _calls.Add(route.Request.Url);
        return route.FulfillAsync(new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = $"{asked["redirect_uri"]}?{back}" } });
    }

    private Task Fhir(IRoute route, JsonObject resource) => FhirStatus == 200
        ? Reply(route, 200, resource)
        : Reply(route, FhirStatus, new() { ["resourceType"] = "OperationOutcome", ["issue"] = new JsonArray(new JsonObject { ["diagnostics"] = "No." }) });

    private Task Reply(IRoute route, int status, JsonObject body)
    {
        _calls.Add(route.Request.Url);
        return route.FulfillAsync(new() { Status = status, ContentType = "application/json", Body = JsonSerializer.Serialize(body) });
    }
}
