using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Details;

/// <param name="What">What was decided, in words.</param>
/// <param name="Criterion">What it rests on; null where a decision needs none.</param>
public sealed record PastDecisionView(string What, string By, DateTimeOffset At, string? Criterion, string Reason)
{
    internal static PastDecisionView Of(Decision decision) =>
        new($"{decision.Kind}", decision.Name, decision.At, Data.Criterion.Find(decision.Criterion)?.Title, decision.Reason);
}
