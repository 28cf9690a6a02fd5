using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Queue;

/// <summary>How long requests waited for their decision, in words.</summary>
/// <param name="Half">Half of them waited no longer than this.</param>
/// <param name="NineInTen">Nine in ten waited no longer than this.</param>
public sealed record DecisionTimesView(int Decided, int Days, string Half, string NineInTen, string Longest);

internal sealed class DecisionTimes(ReviewDb db, TimeProvider clock)
{
    private const int Days = 90;
    private const int Most = 2000;

    /// <summary>Of what was decided in the last 90 days; null when nothing was.</summary>
    public async Task<DecisionTimesView?> Lately(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - TimeSpan.FromDays(Days);
        var waited = new List<TimeSpan>();
        foreach (var state in new[] { RequestState.Approved, RequestState.Rejected })
        {
            var decided = await db.Requests.Find(r => r.State == state && r.Decision!.At >= since).SortByDescending(r => r.Decision!.At).Limit(Most)
                .Project(r => new { r.SentAt, r.Decision!.At }).ToListAsync(ct);
            waited.AddRange(decided.Select(static d => d.At - d.SentAt));
        }

        waited.Sort();
        return waited.Count == 0 ? null : new(waited.Count, Days, Share(waited, 50), Share(waited, 90), Share(waited, 100));
    }

    /// <summary>The shortest wait that this many in a hundred did not exceed.</summary>
    private static string Share(List<TimeSpan> sorted, int percent) => Age.InWords(sorted[((sorted.Count * percent) + 99) / 100 - 1]);
}
