using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.PatientAccess.InitializePatient;
using PlanApi.PatientAccess.ServeRecords;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.DemoRecords;

/// <summary>The demo plan's members, a mother with her husband and children and somebody without an account, and a synthetic patient for the demo vendor.</summary>
internal sealed class DemoRecords(RecordBranches branches, SandboxHouseholds households, InitializePatientStore initializations, IAccounts accounts, TimeProvider clock) : IDemoData
{
    public int Order => 30;

    public async Task Add(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var members = Generator.Generate(new("demo", "members", Scenario.Family, today)
        {
            Personas =
            [
                new(DemoPlan.MemberPatientId, "Maria", "Alvarez", Female: true, DemoPlan.MemberNumber), new("demo-daniel", "Daniel", "Alvarez", Female: false),
                new("demo-sofia", "Sofia", "Alvarez", Female: true), new(DemoPlan.ChildPatientId, "Leo", "Alvarez", Female: false),
            ],
        });
        await branches.Members.Changes.PutAll(members.Resources, organization: null, ct);
        var newcomer = Generator.Generate(new("demo", "newcomer", Scenario.TypicalAdult, today)
        {
            Personas = [new(DemoPlan.NewcomerPatientId, "Nora", "Keller", Female: true, DemoPlan.NewcomerNumber, DemoPlan.NewcomerBirthDate, DemoPlan.NewcomerZip)],
        });
        await branches.Members.Changes.PutAll(newcomer.Resources, organization: null, ct);

        if (await accounts.FindByEmail(Realm.Vendor, DemoPlan.Vendor, ct) is { OrganizationId: { } organization })
        {
            await households.Generate(organization, Scenario.TypicalAdult, 1, today, static _ => Task.FromResult(true), ct);
            await initializations.AddDone(organization, Scenario.TypicalAdult.Key, now, ct);
        }
    }
}
