namespace PlanApi.ProductionReview.Queue;

/// <summary>Which waiting requests are shown.</summary>
internal sealed record QueueFilters(string Key, string Text, Func<WaitingView, bool> Shows)
{
    public const string Parameter = "show";

    public static readonly IReadOnlyList<QueueFilters> All =
    [
        new("all", "All", static _ => true),
        new("new", "New applications", static r => !r.IsChange),
        new("changes", "Changes", static r => r.IsChange),
        new("mine", "Claimed by me", static r => r.IsMine),
        new("unclaimed", "Claimed by nobody", static r => r.ClaimedBy is null),
    ];

    /// <summary>That of the key, or all.</summary>
    public static QueueFilters Of(string? key) => All.FirstOrDefault(f => f.Key == key) ?? All[0];
}
