using MongoDB.Driver;
using PlanApi.PatientAccess.Data;

namespace PlanApi.PatientAccess.MyData;

internal sealed class MyDataStore(PatientAccessDb db)
{
    public async Task<IReadOnlyList<SandboxPatient>> Patients(string organizationId, CancellationToken ct) =>
        await db.SandboxPatients.Find(p => p.OrganizationId == organizationId).SortBy(p => p.Position).ToListAsync(ct);

    /// <summary>Null when there is none, or it is another organization's.</summary>
    public async Task<SandboxPatient?> Find(string organizationId, string patientId, CancellationToken ct) =>
        await db.SandboxPatients.Find(p => p.Id == patientId && p.OrganizationId == organizationId).FirstOrDefaultAsync(ct);

    /// <summary>The request that is being worked on, or null.</summary>
    public async Task<Initialization?> Running(string organizationId, CancellationToken ct) =>
        await db.Initializations.Find(i => i.RunningFor == organizationId).FirstOrDefaultAsync(ct);
}
