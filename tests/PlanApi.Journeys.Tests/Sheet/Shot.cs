namespace PlanApi.Journeys.Tests.Sheet;

/// <summary>A page as it was noted.</summary>
/// <param name="Number">Its place on the way; the pictures are named by it.</param>
/// <param name="Who">On whose way.</param>
/// <param name="Path">With query.</param>
/// <param name="IsAnswer">The answer to a form, which is not asked for again.</param>
/// <param name="PageBytes">The page itself as sent, compressed, with headers.</param>
/// <param name="AllBytes">The page with all it loads, by a browser that has nothing of it yet.</param>
/// <param name="Times">Of the answers to the same request, in order from the shortest; empty where it is not asked again.</param>
internal sealed record Shot(int Number, string Who, string Path, string Title, int Status, bool IsAnswer, long PageBytes, long AllBytes, IReadOnlyList<TimeSpan> Times, IReadOnlyList<string> Barriers)
{
    public string Wide => $"{Number:d3}-wide.jpg";

    public string Narrow => $"{Number:d3}-narrow.jpg";

    public TimeSpan? P50 => Quantile(0.5);

    public TimeSpan? P99 => Quantile(0.99);

    private TimeSpan? Quantile(double part) => Times.Count == 0 ? null : Times[(int)Math.Ceiling(part * Times.Count) - 1];
}
