namespace PlanApi.ProductionReview.Contracts;

/// <summary>Where an app stands with the plan. "Approved" means live; the last three mean a live copy and something newer.</summary>
public enum ReviewStatus
{
    Draft,
    InReview,
    Approved,
    Rejected,
    Suspended,
    ApprovedUnpublishedChanges,
    ApprovedChangesInReview,
    ApprovedChangesRejected,
}

/// <param name="Reason">Why it was rejected or suspended, in the reviewer's words; null in the other states.</param>
public sealed record AppReview(string AppId, ReviewStatus Status, string? Reason);

public interface IReviewStatuses
{
    /// <summary>One for each app asked about, in the same order; an app that was never sent is a draft.</summary>
    /// <param name="apps">App id and the details' current revision: a newer one than the approved shows as unpublished changes.</param>
    Task<IReadOnlyList<AppReview>> Of(IReadOnlyList<(string AppId, long Revision)> apps, CancellationToken ct);
}
