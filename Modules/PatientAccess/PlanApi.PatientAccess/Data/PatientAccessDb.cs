using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.PatientAccess.Data;

/// <summary>The module's collections, besides those of its two FHIR branches.</summary>
internal sealed class PatientAccessDb(IMongoDatabase database) : IModuleDb
{
    public const string InitializationsCollection = "patientAccess.initializations";

    public IMongoCollection<Initialization> Initializations { get; } = database.GetCollection<Initialization>(InitializationsCollection);

    public IMongoCollection<SandboxPatient> SandboxPatients { get; } = database.GetCollection<SandboxPatient>("patientAccess.sandboxPatients");

    public IMongoCollection<AccessEntry> AuditEvents { get; } = database.GetCollection<AccessEntry>("patientAccess.auditEvents");

    public IMongoCollection<LastUse> LastUses { get; } = database.GetCollection<LastUse>("patientAccess.lastUses");

    public IMongoCollection<AppDaySum> AppDays { get; } = database.GetCollection<AppDaySum>("patientAccess.appDays");

    public IMongoCollection<PatientPeriod> PatientPeriods { get; } = database.GetCollection<PatientPeriod>("patientAccess.patientPeriods");

    public IMongoCollection<PeriodSum> PeriodSums { get; } = database.GetCollection<PeriodSum>("patientAccess.periodSums");

    public async Task EnsureIndexes(CancellationToken ct)
    {
        await Initializations.Indexes.CreateManyAsync(
            [
                new(Builders<Initialization>.IndexKeys.Ascending(i => i.OrganizationId).Descending(i => i.RequestedAt)),
                // One at a time: a second press of the button meets this index.
                new(
                    Builders<Initialization>.IndexKeys.Ascending(i => i.RunningFor),
                    new CreateIndexOptions<Initialization> { Unique = true, PartialFilterExpression = Builders<Initialization>.Filter.Exists(i => i.RunningFor) }),
            ],
            ct);
        await SandboxPatients.Indexes.CreateOneAsync(
            new CreateIndexModel<SandboxPatient>(Builders<SandboxPatient>.IndexKeys.Ascending(p => p.OrganizationId).Ascending(p => p.Position)), cancellationToken: ct);
        await AuditEvents.Indexes.CreateManyAsync(
            [
                new(Builders<AccessEntry>.IndexKeys.Ascending(e => e.AccountId).Ascending(e => e.Sandbox).Descending(e => e.Id)),
                new(Builders<AccessEntry>.IndexKeys.Ascending(e => e.AccountId).Ascending(e => e.Sandbox).Ascending(e => e.ClientId).Descending(e => e.Id)),
                new(Builders<AccessEntry>.IndexKeys.Ascending(e => e.AccountId).Ascending(e => e.Sandbox).Ascending(e => e.PatientId).Descending(e => e.Id)),
                new(
                    Builders<AccessEntry>.IndexKeys.Ascending(e => e.ClientId).Descending(e => e.Id),
                    new CreateIndexOptions<AccessEntry> { Name = "of_sandbox_app", PartialFilterExpression = Builders<AccessEntry>.Filter.Eq(e => e.Sandbox, true) }),
            ],
            ct);
        await AppDays.Indexes.CreateOneAsync(
            new CreateIndexModel<AppDaySum>(Builders<AppDaySum>.IndexKeys.Ascending(d => d.ClientId).Descending(d => d.Day)), cancellationToken: ct);
        await PatientPeriods.Indexes.CreateOneAsync(
            new CreateIndexModel<PatientPeriod>(Builders<PatientPeriod>.IndexKeys.Ascending(p => p.Period).Ascending(p => p.Again)), cancellationToken: ct);
        await LastUses.Indexes.CreateOneAsync(new CreateIndexModel<LastUse>(Builders<LastUse>.IndexKeys.Ascending(u => u.AccountId)), cancellationToken: ct);
    }
}
