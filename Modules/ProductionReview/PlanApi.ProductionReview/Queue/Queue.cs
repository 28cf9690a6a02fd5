using FastEndpoints;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Queue;

/// <param name="Chosen">Which of <see cref="QueueFilters"/> is shown.</param>
/// <param name="AnyWaits">Whether there is anything to filter.</param>
public sealed record QueueView(
    IReadOnlyList<WaitingView> Waiting, string Chosen, bool AnyWaits, IReadOnlyList<DecidedView> Decided, DecisionTimesView? Times, string? Notice);

/// <param name="IsChange">Whether the app is live already and this would change it.</param>
/// <param name="ClaimedBy">Who looks after it; null for nobody.</param>
public sealed record WaitingView(string RequestId, string Name, string Organization, DateTimeOffset SentAt, string Age, bool IsChange, string? ClaimedBy, bool IsMine);

public sealed record DecidedView(string RequestId, string Name, string Organization, string Decision, bool Approved, string By, DateTimeOffset At);

/// <summary>What waits for a decision, oldest first, and what was decided lately.</summary>
internal static class Queue
{
    private const int Shown = 200;
    private const int DecidedShown = 10;

    public sealed class Show(ReviewDb db, DecisionTimes times, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ProductionReviewPaths.Queue);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var waiting = await Waiting(ct);
            var decided = new List<ProductionRequest>();
            foreach (var state in new[] { RequestState.Approved, RequestState.Rejected })
            {
                decided.AddRange(await db.Requests.Find(r => r.State == state).SortByDescending(r => r.Decision!.At).Limit(DecidedShown).ToListAsync(ct));
            }

            var chosen = QueueFilters.Of(HttpContext.Request.Query[QueueFilters.Parameter]);
            await Send.ResultAsync(Html.Page<QueuePage, QueueView>(new(
                [.. waiting.Where(chosen.Shows)],
                chosen.Key,
                waiting.Count > 0,
                [.. decided.Select(r => (Request: r, Decision: r.Decision!)).OrderByDescending(d => d.Decision.At).Take(DecidedShown)
                    .Select(d => new DecidedView(
                        d.Request.Id, d.Request.Details.Name, d.Request.Details.OrganizationName, $"{d.Decision.Kind}", d.Decision.Kind == DecisionKind.Approved,
                        d.Decision.Name, d.Decision.At))],
                await times.Lately(ct),
                Notice())));
        }

        private async Task<IReadOnlyList<WaitingView>> Waiting(CancellationToken ct)
        {
            var (now, me) = (clock.GetUtcNow(), User.AccountId());
            var waiting = await db.Requests.Find(r => r.State == RequestState.Pending).SortBy(r => r.SentAt).Limit(Shown).ToListAsync(ct);
            var live = await db.LiveApps.Find(Builders<LiveApp>.Filter.In(a => a.Id, waiting.Select(r => r.AppId))).Project(a => a.Id).ToListAsync(ct);
            return
            [
                .. waiting.Select(r => new WaitingView(
                    r.Id, r.Details.Name, r.Details.OrganizationName, r.SentAt, Age.InWords(now - r.SentAt), live.Contains(r.AppId), r.Claim?.Name, r.Claim?.AccountId == me)),
            ];
        }

        private string? Notice() => HttpContext.Request.Query["decided"].ToString() switch
        {
            "approved" => "The application is approved: members see it in the gallery. Its vendor gets an e-mail.",
            "rejected" => "The request is turned down. Its vendor gets an e-mail with the reason.",
            _ => null,
        };
    }
}
