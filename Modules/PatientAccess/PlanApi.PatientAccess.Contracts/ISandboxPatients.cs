namespace PlanApi.PatientAccess.Contracts;

/// <summary>A patient as pages name them.</summary>
public sealed record PatientSummary(string PatientId, string DisplayName, DateOnly? BirthDate);

/// <summary>Synthetic patients of vendor organizations.</summary>
public interface ISandboxPatients
{
    /// <summary>The organization's patients, oldest first; empty before "Initialize Patient".</summary>
    Task<IReadOnlyList<PatientSummary>> Of(string organizationId, CancellationToken ct);
}

/// <summary>Members' records in production.</summary>
public interface IMemberPatients
{
    /// <summary>Those of the given ids that have a record, in the order asked.</summary>
    Task<IReadOnlyList<PatientSummary>> Find(IReadOnlyList<string> patientIds, CancellationToken ct);
}
