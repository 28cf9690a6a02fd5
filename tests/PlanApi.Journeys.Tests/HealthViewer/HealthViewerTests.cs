using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests.HealthViewer;

/// <summary>How the sample app takes what a server, or someone who pretends to be one, may answer.</summary>
public sealed class HealthViewerTests(JourneyHost host) : Journey(host)
{
    private IPage _page = null!;
    private FakePlan _plan = null!;

    public override async ValueTask InitializeAsync()
    {
        _page = await NewPerson();
        _plan = new(_page, Host.Address);
        await _plan.Play();
    }

    [Fact]
    public async Task It_asks_for_its_scopes_with_a_fresh_PKCE_challenge_and_names_the_server_it_wants()
    {
        await _plan.Connect();
        await _page.Shows("Ada Example");

        var asked = HttpUtility.ParseQueryString(new Uri(_plan.Calls.Single(c => c.Contains("/authorize", StringComparison.Ordinal))).Query);
        asked["scope"].ShouldBe("launch/patient openid fhirUser offline_access patient/Patient.rs patient/Coverage.rs patient/ExplanationOfBenefit.rs");
        asked["code_challenge_method"].ShouldBe("S256");
        asked["code_challenge"]!.Length.ShouldBe(43);
        asked["aud"].ShouldBe(_plan.FhirBase);
        asked["redirect_uri"].ShouldBe($"{Host.Address}/samples/health-viewer/index.html");
        _page.Url.ShouldNotContain("code");
    }

    [Fact]
    public async Task A_launch_by_a_server_it_does_not_know_is_refused_before_anything_is_sent()
    {
        await _page.GotoAsync("/samples/health-viewer/launch.html?iss=https%3A%2F%2Fevil.example%2Ffhir&launch=x");

        await _page.Shows("This app does not know that server");
        _plan.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sandbox_launch_asks_which_registration_was_launched_unless_the_launch_URL_says_it()
    {
        var launch = $"iss={Uri.EscapeDataString(_plan.FhirBase)}&launch=opaque";
        await _page.GotoAsync($"/samples/health-viewer/launch.html?{launch}");
        await _page.Field("Client ID").FillAsync("my-app");
        await _page.Button("Continue").ClickAsync();
        await _page.Shows("Ada Example");
        await _page.GotoAsync($"/samples/health-viewer/launch.html?client_id=other-app&{launch}");
        await _page.Shows("Ada Example");

        var asked = _plan.Calls.Where(c => c.Contains("/authorize", StringComparison.Ordinal)).Select(c => HttpUtility.ParseQueryString(new Uri(c).Query)).ToList();
        asked.Select(a => a["client_id"]).ShouldBe(["my-app", "other-app"]);
        asked.ShouldAllBe(a => a["launch"] == "opaque" && a["scope"]!.StartsWith("launch openid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("state", "forged", "This answer was not expected")]
    [InlineData("iss", "https://evil.example", "This answer came from another server")]
    [InlineData("error", "access_denied", "You did not allow access")]
    [InlineData("error", "invalid_scope", "The app asked for nothing it may have")]
    public async Task An_answer_that_is_forged_or_refuses_is_told_and_no_code_is_sent(string parameter, string value, string told)
    {
        _plan.Answer[parameter] = value;

        await _plan.Connect();

        await _page.Shows(told);
        _plan.Calls.ShouldNotContain(c => c.EndsWith("/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Markup_in_a_record_is_shown_as_the_text_it_is()
    {
        _plan.Patient["name"] = FakePlan.Names("<img src=x onerror=alert(1)>");

        await _plan.Connect();

        await Assertions.Expect(_page.Heading("<img src=x onerror=alert(1)>")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task More_claims_come_from_the_next_page_and_amounts_and_dates_are_readable()
    {
        _plan.Claims["entry"] = FakePlan.Bundle(Claim("2024-03-05", 25)).DeepClone()["entry"]!.DeepClone();
        _plan.Claims["total"] = 2;
        _plan.Claims["link"] = new JsonArray(new JsonObject { ["relation"] = "next", ["url"] = $"{_plan.FhirBase}?page=2" });
        await _page.RouteAsync("**/sandbox/fhir?page=2", route => route.FulfillAsync(new() { ContentType = "application/json", Body = FakePlan.Bundle(Claim("2025-01-31", 1234.5m)).ToJsonString() }));
        await _plan.Connect();
        await _page.Shows("1 of 2 claims");

        await _page.Button("Show more claims").ClickAsync();

        await _page.Shows("All 2 claims, the latest on top");
        await Assertions.Expect(_page.Locator("summary")).ToHaveTextAsync(["Office visitJanuary 31, 2025Your share $1,234.50", "Office visitMarch 5, 2024Your share $25.00"]);
    }

    [Fact]
    public async Task Claims_are_asked_for_newest_first_and_one_whose_service_has_no_name_is_called_by_its_kind()
    {
        var claim = Claim("2024-03-05", 25);
        claim["type"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "institutional" }) };
        claim["item"]![0]!["productOrService"]!["text"] = "Not Applicable";
        _plan.Claims["entry"] = FakePlan.Bundle(claim)["entry"]!.DeepClone();

        await _plan.Connect();

        await Assertions.Expect(_page.Locator("summary strong").First).ToHaveTextAsync("Hospital or clinic");
        _plan.Calls.ShouldContain(c => c.Contains("/ExplanationOfBenefit?", StringComparison.Ordinal) && c.Contains("_sort=-service-date", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_next_page_on_another_server_is_not_followed_because_the_token_would_go_along()
    {
        _plan.Claims["entry"] = FakePlan.Bundle(Claim("2024-03-05", 25)).DeepClone()["entry"]!.DeepClone();
        _plan.Claims["link"] = new JsonArray(new JsonObject { ["relation"] = "next", ["url"] = "https://evil.example/fhir?page=2" });
        await _plan.Connect();

        await _page.Button("Show more claims").ClickAsync();

        await _page.Shows("The next page is somewhere else");
    }

    [Fact]
    public async Task What_was_not_granted_is_not_asked_for()
    {
        _plan.Token["scope"] = "launch/patient patient/Patient.rs";

        await _plan.Connect();

        await _page.Shows("You did not share this with the app.");
        _plan.Calls.Where(c => c.StartsWith($"{_plan.FhirBase}/", StringComparison.Ordinal) && !c.Contains("smart-configuration", StringComparison.Ordinal)).ShouldBe([$"{_plan.FhirBase}/Patient/p1"]);
    }

    [Fact]
    public async Task Revoked_access_is_told_the_data_goes_and_connecting_again_is_offered()
    {
        await _plan.Connect();
        await _page.Shows("Ada Example");
        _plan.FhirStatus = 401;

        await _page.Button("Reload data").ClickAsync();

        await _page.Shows("Access was revoked");
        await _page.ShowsNo("Ada Example");
        await Assertions.Expect(_page.Button("Connect again")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Disconnecting_gives_the_access_back_and_forgets_everything()
    {
        await _plan.Connect();
        await _page.Shows("Ada Example");

        await _page.Button("Disconnect").ClickAsync();

        await _page.Shows("Disconnected");
        _plan.Calls[^1].ShouldEndWith("/sandbox/oauth/revoke");
        (await _page.EvaluateAsync<int>("sessionStorage.length")).ShouldBe(0);
    }

    private static JsonObject Claim(string day, decimal share) => new()
    {
        ["resourceType"] = "ExplanationOfBenefit",
        ["billablePeriod"] = new JsonObject { ["start"] = day, ["end"] = day },
        ["item"] = new JsonArray(new JsonObject { ["productOrService"] = new JsonObject { ["text"] = "Office visit" } }),
        ["total"] = new JsonArray(new JsonObject
        {
            ["category"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "memberliability" }) },
            ["amount"] = new JsonObject { ["value"] = share, ["currency"] = "USD" },
        }),
    };
}
