using PlanApi.PatientAccess.Contracts;

namespace PlanApi.PatientAccess.MyData;

/// <summary>What other modules may know of the synthetic patients.</summary>
internal sealed class SandboxPatients(MyDataStore store) : ISandboxPatients
{
    public async Task<IReadOnlyList<PatientSummary>> Of(string organizationId, CancellationToken ct) =>
        [.. (await store.Patients(organizationId, ct)).Select(p => new PatientSummary(p.Id, p.DisplayName, p.BirthDate))];
}
