namespace PlanApi.Fhir.Validation;

/// <summary>What is wrong with a resource, and where.</summary>
/// <param name="Path">FHIRPath of the element, e.g. <c>Location.identifier[0].value</c>, as near as it could be told; null where there is no resource.</param>
/// <param name="Reason">A plain sentence.</param>
internal sealed record Problem(string? Path, string Reason);
