namespace PlanApi.ProductionReview.Data;

/// <summary>A vendor sent a production request.</summary>
internal sealed record RequestSent(string RequestId, string AppId);
