namespace PlanApi.PatientAccess.Data;

/// <summary>A synthetic patient that is ready for use, with its test sign-in.</summary>
/// <param name="Id">The id of its Patient resource.</param>
/// <param name="Scenario">Key of the scenario it came from.</param>
/// <param name="Position">Its place among the organization's patients, oldest first.</param>
internal sealed record SandboxPatient(string Id, string OrganizationId, string Scenario, string DisplayName, DateOnly BirthDate, int Position, DateTimeOffset CreatedAt);
