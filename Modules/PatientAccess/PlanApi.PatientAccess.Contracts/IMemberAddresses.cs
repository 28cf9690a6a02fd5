namespace PlanApi.PatientAccess.Contracts;

/// <summary>Where the plan writes to its members by post.</summary>
public interface IMemberAddresses
{
    /// <summary>The lines below the name on an envelope; empty where the record has no whole current address.</summary>
    Task<IReadOnlyList<string>> Of(string patientId, CancellationToken ct);
}
