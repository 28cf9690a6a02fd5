namespace PlanApi.ProductionReview.Data;

internal enum DecisionKind
{
    Approved,
    Rejected,
    Suspended,
    Reinstated,
}

/// <summary>What staff decided about an app: who, when and why. It is kept for good.</summary>
/// <param name="Criterion">Key of the published <see cref="Criterion"/> it stands on; null for approving and reinstating.</param>
/// <param name="Reason">In the decider's words; empty for an approval without a remark. It reaches the vendor.</param>
internal sealed record Decision(string Id, DecisionKind Kind, string AccountId, string Name, DateTimeOffset At, string? Criterion, string Reason);
