using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>
/// What a vendor rehearses with an app meets that app in the sandbox, and never in production: the demo plan, nothing replaced, where one app with one client id is in both.
/// </summary>
public sealed class RehearsalTests(OwnDoorsTests.DemoHost host) : IClassFixture<OwnDoorsTests.DemoHost>, IAsyncLifetime
{
    private const string Scopes = "openid fhirUser offline_access launch/patient patient/Patient.read patient/Coverage.read";
    private Browser _vendor = null!;
    private string _app = "";

    public async ValueTask InitializeAsync()
    {
        _vendor = await host.SignIn("/sandbox/sign-in", DemoPlan.Vendor, DemoPlan.Password);
        _app = AppRegistryPaths.App((await host.Ask<ISandboxApps, SandboxApp?>(a => a.FindByClientId(DemoPlan.HealthViewerClientId, default)))!.AppId);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("TooManyRequests", HttpStatusCode.TooManyRequests)]
    [InlineData("Unavailable", HttpStatusCode.ServiceUnavailable)]
    public async Task Trouble_meets_reads_and_refreshes_of_the_sandbox_only_until_it_is_stopped(string trouble, HttpStatusCode status)
    {
        var (sandbox, production) = (await Connect(sandbox: true), await Connect(sandbox: false));

        await Start(trouble, seconds: 7);

        using var read = await Read(sandbox);
        (read.StatusCode, read.Headers.RetryAfter?.ToString()).ShouldBe((status, "7"));
        (await read.Content.ReadAsStringAsync()).ShouldContain("OperationOutcome");
        var refresh = await sandbox.Client.Refresh(sandbox.Tokens.RefreshToken);
        (refresh.Status, refresh["error"], refresh.Response.Headers.RetryAfter?.ToString()).ShouldBe((status, "temporarily_unavailable", "7"));
        await ProductionStands(production);

        (await _vendor.Press(await _vendor.Open($"{_app}/rehearse"), "#stop-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await Read(sandbox)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await sandbox.Client.Refresh(sandbox.Tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
        await Shows($"{(int)status} with Retry-After 7", $"{(int)status}, temporarily_unavailable", "Asked to refresh its token", "Read Patient");
    }

    [Fact]
    public async Task Trouble_ends_by_itself()
    {
        var sandbox = await Connect(sandbox: true);
        await Start("Unavailable", minutes: 2);
        (await Read(sandbox)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        host.Clock.Advance(TimeSpan.FromMinutes(2));

        (await Read(sandbox)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _vendor.Open($"{_app}/rehearse")).QuerySelector("#stop-form").ShouldBeNull();
    }

    [Fact]
    public async Task Slow_answers_are_right_and_the_activity_tells_how_long_they_took()
    {
        var sandbox = await Connect(sandbox: true);
        await Start("Slow", seconds: 1);

        (await Read(sandbox)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await sandbox.Client.Refresh(sandbox.Tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);

        await _vendor.Press(await _vendor.Open($"{_app}/rehearse"), "#stop-form");
        await Shows("answers 1 second late");
        var newest = Rows(await _vendor.Open($"{_app}/activity")).Take(2).ToList();
        newest.ShouldAllBe(r => int.Parse(r[3].Replace("\u00a0ms", "").Replace(",", "")) >= 999, string.Join('\n', newest.Select(r => string.Join('|', r))));
    }

    [Fact]
    public async Task An_app_that_gives_up_waiting_is_told_in_the_activity()
    {
        var sandbox = await Connect(sandbox: true);
        await Start("Slow", seconds: 60);

        await Eventually.Holds(
            async () =>
            {
                // On a busy machine the app may have gone before the call has come to the wait.
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
                await Should.ThrowAsync<OperationCanceledException>(() => Read(sandbox, patience.Token));
                return Rows(await _vendor.Open($"{_app}/activity")).Any(r => r[2] == "499, the application gave up waiting");
            },
            "that the app gave up");

        await _vendor.Press(await _vendor.Open($"{_app}/rehearse"), "#stop-form");
    }

    [Fact]
    public async Task An_app_that_gives_up_waiting_for_a_token_is_told_in_the_activity_and_may_come_again()
    {
        var sandbox = await Connect(sandbox: true);
        await Start("Slow", seconds: 60);

        await Eventually.Holds(
            async () =>
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
                await Should.ThrowAsync<OperationCanceledException>(() => sandbox.Client.Refresh(sandbox.Tokens.RefreshToken, patience.Token));
                return Rows(await _vendor.Open($"{_app}/activity")).Any(r => r[1] == "Asked to refresh its token" && r[2] == "499, the application gave up waiting");
            },
            "that the app gave up");

        await _vendor.Press(await _vendor.Open($"{_app}/rehearse"), "#stop-form");
        (await sandbox.Client.Refresh(sandbox.Tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Expired_tokens_are_refused_their_refresh_token_gives_a_new_one_that_works_at_once_and_production_is_not_touched()
    {
        var (sandbox, production) = (await Connect(sandbox: true), await Connect(sandbox: false));

        (await _vendor.Submit($"{_app}/end-access", ("what", "expire"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await Read(sandbox)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var fresh = await sandbox.Client.Refresh(sandbox.Tokens.RefreshToken);
        (await host.Fhir($"/sandbox/fhir/Patient/{fresh["patient"]}", fresh.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        await ProductionStands(production);
        await Shows("expired", "401, the token had expired or was revoked", "Asked to refresh its token");
    }

    [Fact]
    public async Task Revoked_permissions_end_everything_in_the_sandbox_the_person_is_asked_again_and_production_is_not_touched()
    {
        var (sandbox, production) = (await Connect(sandbox: true), await Connect(sandbox: false));

        (await _vendor.Submit($"{_app}/end-access", ("what", "revoke"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await Read(sandbox)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await sandbox.Client.Refresh(sandbox.Tokens.RefreshToken)).ShouldFail("invalid_grant");
        await ProductionStands(production);
        await Shows("1 permission revoked", "400, invalid_grant");
        (await _vendor.Get(sandbox.Client.AuthorizeUrl(("scope", Scopes), ("prompt", "none")))).Headers.Location!.Query.ShouldContain("consent_required");
        await Shows("302, consent_required");
    }

    [Fact]
    public async Task The_activity_tells_each_step_and_shows_the_answered_or_the_refused_alone()
    {
        var sandbox = await Connect(sandbox: true);
        await host.Fhir("/sandbox/fhir/Coverage", sandbox.Tokens.AccessToken);
        await host.Fhir("/sandbox/fhir/Observation", sandbox.Tokens.AccessToken);
        (await sandbox.Client.Redeem("no-such-code")).ShouldFail("invalid_grant");
        (await sandbox.Client.UserInfo(sandbox.Tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await sandbox.Client.Introspect(sandbox.Tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await sandbox.Client.Revoke(sandbox.Tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);

        await Shows("Asked who the person is", "Asked what a token is worth", "401, invalid_client", "Revoked a token", "200, got it");
        await Shows("Came to authorize by itself", "302, sent back with a code", "Asked for a token by a code", "Searched Coverage", "403, the granted scopes do not include it", "400, invalid_grant");
        var answered = Rows(await _vendor.Open($"{_app}/activity?show=answered"));
        var refused = Rows(await _vendor.Open($"{_app}/activity?show=refused"));

        answered.ShouldContain(r => r[1] == "Searched Coverage");
        answered.ShouldAllBe(r => r[2].StartsWith('2') || r[2].StartsWith('3'));
        refused.ShouldContain(r => r[1] == "Searched Observation");
        refused.ShouldAllBe(r => r[2].StartsWith('4') || r[2].StartsWith('5') || r[2].StartsWith("302, consent_required"));
        var own = Rows(await _vendor.Open($"{_app}/activity")).Count;
        own.ShouldBeGreaterThanOrEqualTo(answered.Count + refused.Count);
    }

    private async Task<Connection> Connect(bool sandbox)
    {
        var client = new AppClient(host, new(DemoPlan.HealthViewerClientId, null, $"{host.PublicUrl}/samples/health-viewer/index.html"), sandbox);
        var person = sandbox ? _vendor : await host.SignIn("/member/sign-in", DemoPlan.Member, DemoPlan.Password);
        return new(client, await client.Redeem(await client.Code(person, [("scope", Scopes)], patient: DemoPlan.MemberPatientId)));
    }

    private async Task Start(string trouble, int seconds = 5, int minutes = 10) =>
        (await _vendor.Press(await _vendor.Open($"{_app}/rehearse"), "#start-form", ("trouble", trouble), ("seconds", $"{seconds}"), ("minutes", $"{minutes}")))
            .StatusCode.ShouldBe(HttpStatusCode.SeeOther);

    private async Task<HttpResponseMessage> Read(Connection sandbox, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sandbox/fhir/Patient/{sandbox.Tokens["patient"]}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sandbox.Tokens.AccessToken);
        return await host.CreateClient().SendAsync(request, ct);
    }

    private async Task ProductionStands(Connection production)
    {
        (await host.Fhir($"/fhir/Patient/{DemoPlan.MemberPatientId}", production.Tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await production.Client.Refresh(production.Tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Waits until the activity page, a moment behind, tells all of this.</summary>
    private Task Shows(params string[] words) => Eventually.Holds(
        async () =>
        {
            var told = (await _vendor.Open($"{_app}/activity")).QuerySelector("main")!.TextContent;
            return words.All(told.Contains);
        },
        string.Join(", ", words));

    private static List<List<string>> Rows(IHtmlDocument page) => [.. page.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(d => d.TextContent.Trim()).ToList())];

    private sealed record Connection(AppClient Client, OAuthReply Tokens);
}
