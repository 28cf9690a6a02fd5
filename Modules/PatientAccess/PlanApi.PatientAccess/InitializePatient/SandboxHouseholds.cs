using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.PatientAccess.ServeRecords;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.InitializePatient;

/// <summary>Brings households into a vendor organization's sandbox, and takes them away. Both may be repeated after an interruption.</summary>
internal sealed class SandboxHouseholds(InitializePatientStore store, RecordBranches branches, IGrants grants, ITestPatientSignIns signIns, TimeProvider clock)
{
    private const int BatchSize = 160;

    /// <summary>Removes all of the organization's patients; their grants and tokens end before their records go.</summary>
    public async Task Reset(string organizationId, CancellationToken ct)
    {
        foreach (var patient in await store.Patients(organizationId, ct))
        {
            await Remove(patient, ct);
        }

        await branches.Sandbox.Changes.Purge(organizationId, patient: null, ct);
    }

    /// <summary>Removes one patient; what the patients of an organization share goes with the last.</summary>
    public async Task Remove(string organizationId, string patientId, CancellationToken ct)
    {
        var patients = await store.Patients(organizationId, ct);
        if (patients.All(p => p.Id == patientId))
        {
            await Reset(organizationId, ct);
        }
        else if (patients.FirstOrDefault(p => p.Id == patientId) is { } patient)
        {
            await Remove(patient, ct);
        }
    }

    private async Task Remove(SandboxPatient patient, CancellationToken ct)
    {
        await grants.RevokeForPatient(sandbox: true, patient.Id, accountId: null, ct);
        await signIns.Remove(patient.OrganizationId, patient.Id, ct);
        await branches.Sandbox.Changes.Purge(patient.OrganizationId, patient.Id, ct);
        await store.Remove(patient, ct);
    }

    /// <param name="number">Which of the organization's households it is; equal numbers make equal people.</param>
    /// <param name="tell">Is told percents, and answers whether to go on.</param>
    /// <returns>False when it was told not to go on.</returns>
    public async Task<bool> Generate(string organizationId, Scenario scenario, int number, DateOnly asOf, Func<int, Task<bool>> tell, CancellationToken ct)
    {
        var household = Generator.Generate(new(organizationId, $"{scenario.Key}-{number}", scenario, asOf));
        var resources = household.Resources.ToList();
        for (var done = 0; done < resources.Count; done += BatchSize)
        {
            await branches.Sandbox.Changes.PutAll(resources.Skip(done).Take(BatchSize), organizationId, ct);
            if (!await tell(done * 100 / resources.Count))
            {
                return false;
            }
        }

        foreach (var (n, patient) in household.Patients.Index())
        {
            await signIns.Ensure(organizationId, patient.PatientId, patient.DisplayName, ct);
            await store.Save(new(patient.PatientId, organizationId, scenario.Key, patient.DisplayName, patient.BirthDate, (number * 10) + n, clock.GetUtcNow()), ct);
        }

        return true;
    }
}

/// <summary>Takes away the patients of an organization whose last person has gone.</summary>
internal sealed class RemovePatientsOfNobody(IAccounts accounts, SandboxHouseholds households) : IHandle<AccountEnded>
{
    public async Task Handle(AccountEnded happened, string eventId, CancellationToken ct)
    {
        if (happened is { Realm: Realm.Vendor, OrganizationId: { } organizationId } && (await accounts.OfOrganization(organizationId, ct)).Count == 0)
        {
            await households.Reset(organizationId, ct);
        }
    }
}
