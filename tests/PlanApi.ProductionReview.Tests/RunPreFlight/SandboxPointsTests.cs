using PlanApi.AppRegistry.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.RunPreFlight;

namespace PlanApi.ProductionReview.Tests.RunPreFlight;

/// <summary>What follows from the calls that the sandbox saw.</summary>
public sealed class SandboxPointsTests
{
    private const string Redirect = "https://app.example/callback";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_app_that_was_never_launched_has_shown_nothing()
    {
        var points = Points("offline_access patient/Coverage.read");

        points.Select(p => p.Outcome).ShouldAllBe(o => o == PointOutcome.NotSeen);
        points.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(Redirect, "Fine", Redirect + "; last March 1, 2026, 12:00:00 UTC. Not used: https://app.example/other")]
    [InlineData("http://localhost:5173/", "Wanting", "Only others, which production leaves out: http://localhost:5173/, March 1, 2026, 12:00:00 UTC")]
    public void A_redirect_that_production_would_use_must_have_been_used(string used, string outcome, string evidence) =>
        Points("", [Authorized(0, redirect: used)], redirects: [Redirect, "https://app.example/other"])[0].ShouldBe(new("A redirect URL was used in the sandbox", Enum.Parse<PointOutcome>(outcome), evidence));

    [Theory]
    [InlineData("http://127.0.0.1:49152/cb", true)]
    [InlineData("http://127.0.0.1:49152/other", false)]
    [InlineData("http://[::1]:49152/cb", false)]
    public void A_loopback_redirect_was_used_on_any_port(string used, bool fine) =>
        (Points("", [Authorized(0, redirect: used)], redirects: ["http://127.0.0.1/cb"])[0].Outcome is PointOutcome.Fine).ShouldBe(fine);

    [Theory]
    [InlineData(true, false, "Wanting", "In 1 of 2 authorizations; the newest, March 1, 2026, 12:01:00 UTC, came without it")]
    [InlineData(false, true, "Fine", "In 1 of 2 authorizations; the newest, March 1, 2026, 12:01:00 UTC, came with it")]
    public void The_newest_authorization_tells_whether_PKCE_is_used(bool first, bool then, string outcome, string evidence) =>
        Points("", [Authorized(1, pkce: then), Authorized(0, pkce: first)])[1].ShouldBe(new("PKCE is used", Enum.Parse<PointOutcome>(outcome), evidence));

    [Fact]
    public void Scopes_whose_type_no_answered_call_names_are_told_and_those_never_granted_too()
    {
        var point = Points(
            "patient/Coverage.read patient/Goal.rs patient/Observation.read patient/Patient.read",
            [Call(0, OAuthStep.Redeem) with { Scopes = "patient/Coverage.read patient/Goal.rs patient/Patient.read" }],
            [Read(1, "Coverage"), Read(2, "Patient"), Read(3, "Goal", status: 403)])[2];

        (point.Outcome, point.Evidence).ShouldBe((PointOutcome.Wanting, "Never called for: Goal, Observation. What comes along with other resources is not counted. Not even granted: Observation"));
    }

    [Fact]
    public void Everything_of_a_patient_calls_for_all_that_was_granted()
    {
        OAuthCall[] oauth = [Call(0, OAuthStep.Redeem) with { Scopes = "patient/Coverage.read patient/Patient.read" }];
        SandboxAccess[] fhir = [Read(1, "Patient", interaction: "operation")];

        Points("patient/Coverage.read patient/Patient.read", oauth, fhir)[2].Evidence.ShouldBe("2 types, each called for");
        Points("patient/Coverage.read patient/Goal.read", oauth, fhir)[2].Evidence.ShouldStartWith("Never called for: Goal.");
        Points("openid", oauth, fhir)[2].Outcome.ShouldBe(PointOutcome.Fine);
    }

    [Theory]
    [InlineData("openid", null, "Fine", "None is asked for")]
    [InlineData("offline_access", null, "NotSeen", "Asked for, and not used yet")]
    [InlineData("online_access", "invalid_grant", "NotSeen", "Asked for, and not used yet")]
    [InlineData("offline_access", "", "Fine", "1 time, last March 1, 2026, 12:00:00 UTC")]
    public void A_refresh_counts_when_it_was_answered(string scopes, string? error, string outcome, string evidence)
    {
        var point = Points(scopes, error is null ? [] : [Call(0, OAuthStep.Refresh, error.Length == 0 ? null : error)])[3];

        $"{point.Outcome}".ShouldBe(outcome);
        point.Evidence.ShouldStartWith(evidence);
    }

    [Theory]
    [InlineData(new int[0], 60, "NotSeen", "it has made no call since")]
    [InlineData(new[] { 1, 1, 2 }, 60, "Fine", "and it made no call after that")]
    [InlineData(new[] { 1, 3 }, 60, "Wanting", "it called 1 time more, last March 1, 2026, 12:03:00 UTC")]
    [InlineData(new[] { 1, 3, 9, 30 }, 60, "Wanting", "it called 3 times more")]
    [InlineData(new[] { 1 }, 1, "NotSeen", "within the last minute")]
    public void After_a_revocation_an_app_may_learn_of_it_and_then_stops(int[] refusedAtMinutes, int nowAtMinute, string outcome, string evidence)
    {
        var point = Points("", [], [.. refusedAtMinutes.Select(m => Read(m, "Coverage", status: 401)), Read(-5, "Coverage", status: 401)], revoked: Noon, now: nowAtMinute)[4];

        $"{point.Outcome}".ShouldBe(outcome);
        point.Evidence.ShouldContain(evidence);
    }

    [Fact]
    public void A_refused_refresh_is_a_call_too_and_a_new_authorization_ends_the_wait()
    {
        OAuthCall[] refreshes = [Call(1, OAuthStep.Refresh, "invalid_grant"), Call(20, OAuthStep.Refresh, "invalid_grant")];

        Points("", refreshes, revoked: Noon)[4].Outcome.ShouldBe(PointOutcome.Wanting);
        Points("", [.. refreshes, Call(10, OAuthStep.Redeem)], revoked: Noon)[4].Outcome.ShouldBe(PointOutcome.Fine);
    }

    private static IReadOnlyList<Point> Points(
        string scopes, OAuthCall[]? oauth = null, SandboxAccess[]? fhir = null, string[]? redirects = null, DateTimeOffset? revoked = null, int now = 60) =>
        SandboxPoints.Of(
            new AppDetails("", default, redirects ?? [Redirect], "", "", "", "", "", "", "", "", scopes, ApplicationType.Native),
            new SandboxFacts(oauth ?? [], fhir ?? [], revoked, At(now)));

    private static DateTimeOffset At(int minute) => Noon + TimeSpan.FromMinutes(minute);

    private static OAuthCall Call(int minute, OAuthStep step, string? error = null) => new(At(minute), step, false, error is null ? 200 : 400, error, 1);

    private static OAuthCall Authorized(int minute, string redirect = Redirect, bool pkce = true) =>
        new(At(minute), OAuthStep.Authorize, true, 302, null, 1) { RedirectUrl = redirect, Pkce = pkce };

    private static SandboxAccess Read(int minute, string type, int status = 200, string interaction = "search-type") => new(At(minute), "p", type, interaction, status, 1, 1);
}
