using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.RemoveColleague;

/// <summary>
/// Removes people from organizations. The organization's document decides: whoever was removed removes nobody any more, not even by a request that began
/// before. What follows, the end of the account, is done now and, should we be killed, by the event.
/// </summary>
internal sealed class Removals(EnrollmentDb db, Invitations invitations, IAccounts accounts, TimeProvider clock)
{
    private const string RemovedIds = "removed.accountId";

    /// <summary>Someone of this organization; another one's people do not exist.</summary>
    public async Task<Account?> Find(string organizationId, string accountId, CancellationToken ct) =>
        await accounts.Find(accountId, ct) is { Realm: Realm.Vendor, Disabled: false } account && account.OrganizationId == organizationId ? account : null;

    /// <returns>Whether the person is removed now, by this or by someone else.</returns>
    public async Task<bool> TryRemove(Account person, string organizationId, string byAccountId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var filter = Builders<StoredOrganization>.Filter;
        var update = Builders<StoredOrganization>.Update
            .Push(o => o.Removed, new RemovedPerson(person.AccountId, byAccountId, now, person.Email, person.DisplayName))
            .Tell(now, new ColleagueRemoved(organizationId, person.AccountId));
        await db.Organizations.UpdateOneAsync(filter.Eq(o => o.Id, organizationId) & filter.Nin(RemovedIds, [person.AccountId, byAccountId]), update, cancellationToken: ct);
        if (!await db.Organizations.Find(filter.Eq(o => o.Id, organizationId) & filter.Eq(RemovedIds, person.AccountId)).AnyAsync(ct))
        {
            return false;
        }

        await End(organizationId, person.AccountId, ct);
        return true;
    }

    /// <summary>Ends the account of someone who was removed, and any link that could bring it back.</summary>
    public async Task End(string organizationId, string accountId, CancellationToken ct)
    {
        if (await Find(organizationId, accountId, ct) is { } account)
        {
            await invitations.EndAll(organizationId, account.Email, ct);
        }

        await accounts.End(accountId, ct);
    }
}

internal sealed class EndRemovedColleague(Removals removals) : IHandle<ColleagueRemoved>
{
    public Task Handle(ColleagueRemoved happened, string eventId, CancellationToken ct) => removals.End(happened.OrganizationId, happened.AccountId, ct);
}
