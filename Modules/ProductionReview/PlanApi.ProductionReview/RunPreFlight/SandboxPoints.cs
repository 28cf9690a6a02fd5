using System.Globalization;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.RunPreFlight;

/// <summary>What the sandbox saw of an app, held against what production would use.</summary>
internal static class SandboxPoints
{
    /// <summary>What is under way when access is revoked may still come in; a call after this long is a new one.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(1);

    private const string Launch = "Launch the application.";

    public static IReadOnlyList<Point> Of(AppDetails details, SandboxFacts facts) =>
        [Redirect(details, facts), Pkce(facts), Scopes(details, facts), Refresh(details, facts), Revocation(facts)];

    private static Point Redirect(AppDetails details, SandboxFacts facts)
    {
        var used = details.RedirectUrls.Where(url => facts.Authorized.Any(c => IsAt(c.RedirectUrl!, url))).ToList();
        var unused = details.RedirectUrls.Except(used).ToList();
        const string Title = "A redirect URL was used in the sandbox";
        return (used, unused) switch
        {
            ([], _) when facts.Authorized is [var newest, ..] => new(Title, PointOutcome.Wanting, $"Only others, which production leaves out: {newest.RedirectUrl}, {Time(newest.At)}"),
            ([], _) => new(Title, PointOutcome.NotSeen, "Nobody was sent back to the application yet", Launch),
            (_, []) => new(Title, PointOutcome.Fine, $"{string.Join(", ", used)}; last {Last()}"),
            _ => new(Title, PointOutcome.Fine, $"{string.Join(", ", used)}; last {Last()}. Not used: {string.Join(", ", unused)}"),
        };

        string Last() => Time(facts.Authorized.First(c => used.Exists(url => IsAt(c.RedirectUrl!, url))).At);
    }

    private static Point Pkce(SandboxFacts facts)
    {
        const string Title = "PKCE is used";
        return facts.Authorized is [var newest, ..]
            ? new(Title, newest.Pkce ? PointOutcome.Fine : PointOutcome.Wanting,
                $"In {facts.Authorized.Count(static c => c.Pkce)} of {Count(facts.Authorized.Count, "authorization")}; the newest, {Time(newest.At)}, came {(newest.Pkce ? "with" : "without")} it")
            : new(Title, PointOutcome.NotSeen, "Nobody was sent to authorize the application yet", Launch);
    }

    private static Point Scopes(AppDetails details, SandboxFacts facts)
    {
        const string Title = "Every scope that is asked for is used";
        var asked = ScopeSet.Parse(details.Scopes).ResourceTypes.ToList();
        if (facts.Answered.Count == 0)
        {
            return new(Title, asked.Count == 0 ? PointOutcome.Fine : PointOutcome.NotSeen, asked.Count == 0 ? "No data is asked for" : "The application was answered no call for data yet", asked.Count == 0 ? "" : Launch);
        }

        // Patient/$everything hands out every type that was granted.
        var granted = ScopeSet.Parse(string.Join(' ', facts.OAuth.Select(static c => c.Scopes))).ResourceTypes.ToHashSet();
        var used = facts.Answered.Any(static a => a is { ResourceType: "Patient", Interaction: "operation" }) ? granted : [];
        used.UnionWith(facts.Answered.Select(static a => a.ResourceType).OfType<string>());
        var idle = asked.Where(t => !used.Contains(t)).ToList();
        var neverGranted = idle.Where(t => !granted.Contains(t)).ToList();
        return idle.Count == 0
            ? new(Title, PointOutcome.Fine, $"{Count(asked.Count, "type")}, each called for")
            : new(Title, PointOutcome.Wanting,
                $"Never called for: {string.Join(", ", idle)}. What comes along with other resources is not counted"
                + (neverGranted.Count == 0 ? "" : $". Not even granted: {string.Join(", ", neverGranted)}"),
                "Ask for less, or try what they are for.");
    }

    private static Point Refresh(AppDetails details, SandboxFacts facts)
    {
        const string Title = "A refresh token is used";
        var declared = ScopeSet.Parse(details.Scopes);
        return facts.Refreshed is [var newest, ..] ? new(Title, PointOutcome.Fine, $"{Count(facts.Refreshed.Count, "time")}, last {Time(newest.At)}")
            : declared.Contains(Scope.OfflineAccess) || declared.Contains(Scope.OnlineAccess)
                ? new(Title, PointOutcome.NotSeen, "Asked for, and not used yet", "Let an access token expire, by \"Rehearse trouble\" or by waiting.")
                : new(Title, PointOutcome.Fine, "None is asked for");
    }

    private static Point Revocation(SandboxFacts facts)
    {
        const string Title = "It stops calling once access is revoked";
        if (facts.RevokedAt is not { } revoked)
        {
            return new(Title, PointOutcome.NotSeen, "Access was not revoked yet", "Revoke it by \"Rehearse trouble\", then open the application once more.");
        }

        // Once it was authorized again it may call again.
        var again = facts.OAuth.Where(c => c is { Step: OAuthStep.Redeem, Error: null } && c.At > revoked).Select(static c => (DateTimeOffset?)c.At).Min() ?? DateTimeOffset.MaxValue;
        var refused = facts.Fhir.Where(static a => a.Status == 401).Select(static a => a.At)
            .Concat(facts.OAuth.Where(static c => c is { Step: OAuthStep.Refresh, Error: "invalid_grant" }).Select(static c => c.At))
            .Where(at => at > revoked && at < again).Order().ToList();
        if (refused.Count == 0)
        {
            return new(Title, PointOutcome.NotSeen, $"Revoked {Time(revoked)}; it has made no call since, and so has not met the refusal", "Open the application once more.");
        }

        var late = refused.Count(at => at > refused[0] + UnderWay);
        return late > 0 ? new(Title, PointOutcome.Wanting, $"Revoked {Time(revoked)}, refused from {Time(refused[0])}, and it called {Count(late, "time")} more, last {Time(refused[^1])}")
            : facts.Now < refused[0] + UnderWay ? new(Title, PointOutcome.NotSeen, $"Revoked {Time(revoked)}, refused from {Time(refused[0])}, within the last minute", "Check again in a minute.")
            : new(Title, PointOutcome.Fine, $"Revoked {Time(revoked)}, refused from {Time(refused[0])}, and it made no call after that");
    }

    /// <summary>Whether an address is the registered one; on the loopback address any port is (RFC 8252, 7.3).</summary>
    private static bool IsAt(string url, string registered) => url == registered
        || (Loopback.Is(registered) && Uri.TryCreate(url, UriKind.Absolute, out var used) && new UriBuilder(used) { Port = -1 }.Uri == new UriBuilder(registered) { Port = -1 }.Uri);

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count.ToString(CultureInfo.InvariantCulture)} {what}s";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("MMMM d, yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
