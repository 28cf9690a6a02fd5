using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>A member's account may no longer share a patient's record.</summary>
internal sealed record PatientLinkEnded(string AccountId, string PatientId);

/// <summary>Whose records a member's account may share. A member has few links, so they lie in the account itself.</summary>
internal sealed class StoredPatientLinks(IdentityDb db, TimeProvider clock) : IPatientLinks
{
    public async Task<IReadOnlyList<PatientLink>> Of(string accountId, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var links = await db.Accounts.Find(a => a.Id == accountId && a.Realm == Realm.Member && !a.Disabled).Project(a => a.Links).FirstOrDefaultAsync(ct);
        return links?.Where(l => l.Until is null || l.Until >= today).ToList() ?? [];
    }

    public async Task<bool> Link(string accountId, PatientLink link, CancellationToken ct)
    {
        // Two updates, because one cannot both pull and push; whoever is in between sees no link, never a wrong one.
        await db.Accounts.UpdateOneAsync(
            a => a.Id == accountId && a.Realm == Realm.Member,
            Builders<StoredAccount>.Update.PullFilter(a => a.Links, l => l.PatientId == link.PatientId),
            cancellationToken: ct);
        var linked = await db.Accounts.UpdateOneAsync(
            Builders<StoredAccount>.Filter.Where(a => a.Id == accountId && a.Realm == Realm.Member)
                & !Builders<StoredAccount>.Filter.ElemMatch(a => a.Links, l => l.PatientId == link.PatientId),
            Builders<StoredAccount>.Update.Push(a => a.Links, link),
            cancellationToken: ct);
        return linked.MatchedCount == 1 || await db.Accounts.Find(a => a.Id == accountId && a.Realm == Realm.Member).AnyAsync(ct);
    }

    public async Task<bool> End(string accountId, string patientId, CancellationToken ct)
    {
        var ended = await db.Accounts.UpdateOneAsync(
            Builders<StoredAccount>.Filter.Where(a => a.Id == accountId && a.Realm == Realm.Member)
                & Builders<StoredAccount>.Filter.ElemMatch(a => a.Links, l => l.PatientId == patientId),
            Builders<StoredAccount>.Update.PullFilter(a => a.Links, l => l.PatientId == patientId).Tell(clock.GetUtcNow(), new PatientLinkEnded(accountId, patientId)),
            cancellationToken: ct);
        return ended.ModifiedCount == 1;
    }
}

/// <summary>What stood on the link falls with it.</summary>
internal sealed class RevokeGrantsOfEndedLink(IGrants grants) : IHandle<PatientLinkEnded>
{
    public Task Handle(PatientLinkEnded happened, string eventId, CancellationToken ct) =>
        grants.RevokeForPatient(sandbox: false, happened.PatientId, happened.AccountId, ct);
}
