using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.PatientAccess.Data;

namespace PlanApi.PatientAccess.InitializePatient;

internal sealed class InitializePatientStore(PatientAccessDb db)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<string>> PatientNames(string organizationId, CancellationToken ct) =>
        await db.SandboxPatients.Find(p => p.OrganizationId == organizationId).SortBy(p => p.Position).Project(p => p.DisplayName).ToListAsync(ct);

    /// <returns>
    /// True when it was added, or the same form had been before; false while another request of the organization is being worked on: the
    /// unique index decides.
    /// </returns>
    public async Task<bool> TryAdd(string organizationId, string requestId, string scenario, bool reset, DateTimeOffset now, CancellationToken ct)
    {
        var household = reset ? 1 : await LatestHousehold(organizationId, ct) + 1;
        return await TryAdd(new Initialization($"{organizationId}:{requestId}", organizationId, household, scenario, reset, DateOnly.FromDateTime(now.UtcDateTime), now), ct);
    }

    /// <summary>The same for a patient who is to go: asked twice, it counts once.</summary>
    public async Task<bool> TryRemove(SandboxPatient patient, string requestId, DateTimeOffset now, CancellationToken ct)
    {
        var household = await LatestHousehold(patient.OrganizationId, ct);
        return await TryAdd(
            new Initialization($"{patient.OrganizationId}:{requestId}", patient.OrganizationId, household, patient.Scenario, false, DateOnly.FromDateTime(now.UtcDateTime), now) { Removes = patient.Id },
            ct) || await db.Initializations.Find(i => i.RunningFor == patient.OrganizationId && i.Removes == patient.Id).AnyAsync(ct);
    }

    private async Task<bool> TryAdd(Initialization wanted, CancellationToken ct)
    {
        try
        {
            var running = wanted with { RunningFor = wanted.OrganizationId };
            await db.Initializations.InsertOneAsync(running.Tell(wanted.RequestedAt, new InitializationRequested(wanted.Id)), cancellationToken: ct);
            return true;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            return await db.Initializations.Find(i => i.Id == wanted.Id).AnyAsync(ct);
        }
    }

    private async Task<int> LatestHousehold(string organizationId, CancellationToken ct) =>
        (await db.Initializations.Find(i => i.OrganizationId == organizationId).SortByDescending(i => i.RequestedAt).FirstOrDefaultAsync(ct))?.Household ?? 0;

    /// <summary>Notes a household that was made without a request, so that the next request makes another.</summary>
    public Task AddDone(string organizationId, string scenario, DateTimeOffset now, CancellationToken ct)
    {
        var done = new Initialization($"{organizationId}:first", organizationId, 1, scenario, false, DateOnly.FromDateTime(now.UtcDateTime), now)
        {
            State = InitializationState.Done,
            Percent = 100,
        };
        return db.Initializations.ReplaceOneAsync(i => i.Id == done.Id, done, new ReplaceOptions { IsUpsert = true }, ct);
    }

    /// <summary>Those whose work is not done.</summary>
    public async Task<IReadOnlyList<string>> Unfinished(CancellationToken ct) =>
        await db.Initializations.Find(Builders<Initialization>.Filter.Exists(i => i.RunningFor)).Project(i => i.Id).ToListAsync(ct);

    /// <summary>Takes it for one run. Null when it is done, or another run holds it.</summary>
    public async Task<Initialization?> TryTake(string id, string runner, DateTimeOffset now, CancellationToken ct)
    {
        var where = Builders<Initialization>.Filter;
        return await db.Initializations.FindOneAndUpdateAsync(
            where.Eq(i => i.Id, id) & where.Exists(i => i.RunningFor) & (where.Exists(i => i.LeaseUntil, false) | where.Lt(i => i.LeaseUntil, now)),
            Builders<Initialization>.Update.Set(i => i.Runner, runner).Set(i => i.LeaseUntil, now + Lease),
            new() { ReturnDocument = ReturnDocument.After },
            ct);
    }

    public async Task<bool> IsUnfinished(string id, CancellationToken ct) =>
        await db.Initializations.Find(Builders<Initialization>.Filter.Eq(i => i.Id, id) & Builders<Initialization>.Filter.Exists(i => i.RunningFor)).AnyAsync(ct);

    /// <summary>Notes progress and keeps the lease; false when another run has taken over.</summary>
    public async Task<bool> Progress(string id, string runner, InitializationState state, int percent, DateTimeOffset now, CancellationToken ct)
    {
        var result = await db.Initializations.UpdateOneAsync(
            i => i.Id == id && i.Runner == runner,
            Builders<Initialization>.Update.Set(i => i.State, state).Set(i => i.Percent, percent).Set(i => i.LeaseUntil, now + Lease),
            cancellationToken: ct);
        return result.MatchedCount == 1;
    }

    public Task Finish(string id, string runner, CancellationToken ct) => db.Initializations.UpdateOneAsync(
        i => i.Id == id && i.Runner == runner,
        Builders<Initialization>.Update.Set(i => i.State, InitializationState.Done).Set(i => i.Percent, 100).Unset(i => i.RunningFor).Unset(i => i.LeaseUntil),
        cancellationToken: ct);

    /// <summary>Gives it back, so that the next run need not wait for the lease to end.</summary>
    public Task Release(string id, string runner) => db.Initializations.UpdateOneAsync(
        i => i.Id == id && i.Runner == runner, Builders<Initialization>.Update.Unset(i => i.LeaseUntil), cancellationToken: CancellationToken.None);

    public async Task<IReadOnlyList<SandboxPatient>> Patients(string organizationId, CancellationToken ct) =>
        await db.SandboxPatients.Find(p => p.OrganizationId == organizationId).ToListAsync(ct);

    public Task Remove(SandboxPatient patient, CancellationToken ct) => db.SandboxPatients.DeleteOneAsync(p => p.Id == patient.Id, ct);

    public Task Save(SandboxPatient patient, CancellationToken ct) =>
        db.SandboxPatients.ReplaceOneAsync(p => p.Id == patient.Id, patient, new ReplaceOptions { IsUpsert = true }, ct);
}
