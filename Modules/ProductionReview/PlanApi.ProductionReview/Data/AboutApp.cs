namespace PlanApi.ProductionReview.Data;

/// <summary>Which app something is about, and who stands behind it.</summary>
internal sealed record AboutApp(string AppId, string Name, string CreatedBy, string OrganizationId);
