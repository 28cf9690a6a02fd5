using MongoDB.Driver;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.InviteStaff;

namespace PlanApi.Identity.ManageStaff;

/// <summary>Does what an administrator asks for. The entry is written before and marked done after.</summary>
internal sealed class StaffDeeds(IdentityDb db, StaffEntries entries, Administrators administrators, SecondFactor secondFactor, EndStaff ending)
{
    /// <returns>Null when there is no such member of staff.</returns>
    public async Task<StoredAccount?> Find(string accountId, CancellationToken ct) =>
        await db.Accounts.Find(a => a.Id == accountId && a.Realm == Realm.Staff && !a.Ended).FirstOrDefaultAsync(ct);

    /// <summary>What can be done to this person now by this administrator; one's own account has its own page.</summary>
    public async Task<IReadOnlyList<StaffDeed>> Open(StoredAccount account, string byId, CancellationToken ct) =>
    [
        await administrators.Has(account.Id, ct) ? StaffDeed.Dismiss : StaffDeed.Appoint,
        .. account.SecondFactorOn && account.Id != byId ? [StaffDeed.ResetSecondFactor] : Array.Empty<StaffDeed>(),
        .. account.Id != byId ? [StaffDeed.End] : Array.Empty<StaffDeed>(),
    ];

    /// <returns>False when it cannot be: somebody else was first, or no administrator would be left.</returns>
    public async Task<bool> Do(StoredAccount account, StaffDeed deed, (string AccountId, string Name) by, string reason, CancellationToken ct)
    {
        var entry = await entries.Begin(account.Id, by, deed.Key, reason, ct);
        var done =
            deed == StaffDeed.Appoint ? await administrators.Appoint(account.Id, invitation: null, ct)
            : deed == StaffDeed.Dismiss ? await administrators.Dismiss(account.Id, ct)
            : deed == StaffDeed.ResetSecondFactor ? await secondFactor.Reset(account)
            : await ending.End(account, ct);
        if (done)
        {
            var isRole = deed == StaffDeed.Appoint || deed == StaffDeed.Dismiss;
            await entries.Finish(entry, isRole ? new(account.Id, deed == StaffDeed.Appoint) : null, ct);
        }

        return done;
    }
}

/// <summary>Ends an account of the plan's staff, by the person or an administrator.</summary>
internal sealed class EndStaff(Administrators administrators, StaffInvitations invitations, EndAccount ending)
{
    /// <returns>False for the last administrator, and for who is not there any more.</returns>
    public async Task<bool> End(StoredAccount account, CancellationToken ct)
    {
        if (!await administrators.Leave(account.Id, ct))
        {
            return false;
        }

        // A link that is still within its week would let the person in again.
        await invitations.Close(account.EmailKey, ct);
        return await ending.End(account, ct);
    }
}
