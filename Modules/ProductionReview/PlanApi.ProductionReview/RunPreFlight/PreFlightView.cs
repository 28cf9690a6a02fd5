using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.RunPreFlight;

/// <summary>An app's newest pre-flight, for its vendor and for reviewers.</summary>
/// <param name="Page">The page that it is shown on.</param>
/// <param name="CheckedAt">Null when nothing was looked at yet.</param>
/// <param name="Outdated">Whether the app was saved after that.</param>
public sealed record PreFlightView(string Page, bool Running, DateTimeOffset? CheckedAt, bool Outdated, IReadOnlyList<PointView> Points)
{
    /// <param name="revision">The app's revision that the page is about.</param>
    internal static PreFlightView Of(PreFlight? found, string page, long revision, DateTimeOffset now) => new(
        page, found?.IsRunning(now) is true, found?.CheckedAt, found?.Revision < revision, [.. (found?.Points ?? []).Select(PointView.Of)]);
}

/// <param name="Tone">That of its status.</param>
/// <param name="Advice">For the vendor; empty for none.</param>
public sealed record PointView(string Title, string Outcome, string Tone, string Evidence, string Advice)
{
    internal static PointView Of(Point point) => point.Outcome switch
    {
        PointOutcome.Fine => new(point.Title, "Fine", "good", point.Evidence, point.Advice),
        PointOutcome.Wanting => new(point.Title, "Look at this", "bad", point.Evidence, point.Advice),
        _ => new(point.Title, "Not seen yet", "waiting", point.Evidence, point.Advice),
    };
}
