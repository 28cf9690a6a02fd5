using System.Net;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>What an app does in the sandbox is what its pre-flight tells: the demo plan, nothing replaced.</summary>
public sealed class PreFlightTests(OwnDoorsTests.DemoHost host) : IClassFixture<OwnDoorsTests.DemoHost>
{
    private const string Redirect = "https://pillbox.example/callback";
    private const string Scopes = "openid offline_access launch/patient patient/Patient.read patient/Coverage.read";

    [Fact]
    public async Task Redirect_PKCE_scopes_refresh_and_revocation_are_told_from_what_was_done()
    {
        var demo = (await host.Ask<ISandboxApps, SandboxApp?>(a => a.FindByClientId(DemoPlan.HealthViewerClientId, default)))!;
        var vendor = await host.Vendor(demo.OrganizationId);
        var id = await vendor.Register(AppForm.Valid().With(
            ("redirectUrls", Redirect), ("scopes", "openid"), ("scopes", "offline_access"), ("scopes", "launch/patient"), ("scopes", "patient/Patient.read"), ("scopes", "patient/Coverage.read")));
        var app = (await host.Ask<ISandboxApps, SandboxApp?>(a => a.Find(id, default)))!;
        var client = new AppClient(host, new(app.ClientId, null, Redirect), sandbox: true);
        var person = (await host.SignInsOf(demo.OrganizationId))[0];
        var browser = await host.SignIn("/sandbox/oauth/sign-in", person.UserName, person.Password);

        var tokens = await client.Redeem(await client.Code(browser, [("scope", Scopes)]));
        tokens = await client.Refresh(tokens.RefreshToken);
        (await host.Fhir($"/sandbox/fhir/Patient/{tokens["patient"]}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);

        var calls = await host.Ask<ISandboxCalls, IReadOnlyList<OAuthCall>>(c => c.Of(app.ClientId, 10, default));
        calls.Select(c => (c.Step, c.RedirectUrl, c.Pkce, c.Scopes)).ShouldBe(
        [
            (OAuthStep.Refresh, null, false, Scopes),
            (OAuthStep.Redeem, null, false, Scopes),
            (OAuthStep.Authorize, Redirect, true, null),
        ]);
        await Told(vendor, id, new()
        {
            ["A redirect URL was used in the sandbox"] = $"Fine|{Redirect}; last ",
            ["PKCE is used"] = "Fine|In 1 of 1 authorization;",
            ["Every scope that is asked for is used"] = "Look at this|Never called for: Coverage.",
            ["A refresh token is used"] = "Fine|1 time, last ",
            ["It stops calling once access is revoked"] = "Not seen yet|Access was not revoked yet",
        });

        (await vendor.Browser.Submit($"{AppRegistryPaths.App(id)}/end-access", ("what", "revoke"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Fhir("/sandbox/fhir/Coverage", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await Told(vendor, id, new() { ["It stops calling once access is revoked"] = "Not seen yet|Revoked " });
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await Told(vendor, id, new() { ["It stops calling once access is revoked"] = "Fine|Revoked " });
        (await client.Refresh(tokens.RefreshToken)).ShouldFail("invalid_grant");
        await Told(vendor, id, new() { ["It stops calling once access is revoked"] = "Look at this|Revoked " });
    }

    [Fact]
    public async Task A_request_that_was_refused_tells_no_redirect()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid().With(("redirectUrls", Redirect)));
        var app = (await host.Ask<ISandboxApps, SandboxApp?>(a => a.Find(id, default)))!;
        var client = new AppClient(host, new(app.ClientId, null, Redirect), sandbox: true);

        await host.Browser().Get(client.AuthorizeUrl(("redirect_uri", "https://other.example/")));
        await host.Browser().Get(client.AuthorizeUrl(("prompt", "none")));

        var calls = await host.Ask<ISandboxCalls, IReadOnlyList<OAuthCall>>(c => c.Of(app.ClientId, 10, default));
        calls.Select(c => (c.Step, c.RedirectUrl)).ShouldBe([(OAuthStep.Authorize, null), (OAuthStep.Authorize, null)]);
    }

    /// <summary>Has the app checked until the page tells this: what it read is written down a moment later.</summary>
    private static Task Told(Person vendor, string appId, Dictionary<string, string> expected) => Eventually.Holds(
        async () =>
        {
            var page = await vendor.Browser.Open($"{AppRegistryPaths.App(appId)}/request");
            var told = page.QuerySelectorAll("[aria-label='Pre-flight checks'] tbody tr")
                .ToDictionary(r => r.QuerySelector("th")!.TextContent, r => string.Join('|', r.QuerySelectorAll("td").Select(d => d.TextContent.Trim())));
            if (page.QuerySelector("#check-form") is not null && expected.All(e => told.GetValueOrDefault(e.Key)?.StartsWith(e.Value, StringComparison.Ordinal) is true))
            {
                return true;
            }

            if (page.QuerySelector("#check-form") is not null)
            {
                await vendor.Browser.Press(page, "#check-form");
            }

            return false;
        },
        string.Join(", ", expected));
}
