using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Details;
using PlanApi.ProductionReview.RunPreFlight;

namespace PlanApi.ProductionReview.SendRequest;

/// <summary>How an app stands on its way to production, and what would be, or was, sent.</summary>
/// <param name="Revision">The app's revision that the page shows; sending names it.</param>
/// <param name="PendingSince">When the pending request was sent; null when there is none.</param>
/// <param name="AlreadyLive">Whether production uses the same details.</param>
public sealed record SendRequestView(
    string AppId, string Name, long Revision, DateTimeOffset? PendingSince, bool AlreadyLive, string? RejectedBecause, IReadOnlyList<string> Missing,
    IReadOnlyList<string> Recommended, IReadOnlyList<string> LeftOut, IReadOnlyList<DetailRowView> Rows, PreFlightView PreFlight, FormErrors Errors);
