using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>Ends an account for good. A tombstone stays until everybody has heard of it and the person has been told; the address is free at once.</summary>
internal sealed class EndAccount(IdentityDb db, IRevocations revocations, TimeProvider clock)
{
    /// <param name="tells">Whether a mail tells the person; not where somebody else's mail does.</param>
    /// <returns>False when it is not there any more.</returns>
    public async Task<bool> End(StoredAccount account, CancellationToken ct, bool tells = true)
    {
        var now = clock.GetUtcNow();
        var ended = await db.Accounts.UpdateOneAsync(
            a => a.Id == account.Id && !a.Ended,
            Builders<StoredAccount>.Update
                .Set(a => a.Ended, true)
                .Set(a => a.Disabled, true)
                .Set(a => a.EmailKey, $"ENDED:{account.Id}")
                .Set(a => a.Stamp, account.Id)
                .Set(a => a.AuthenticatorOn, false)
                .Set(a => a.Passkeys, [])
                .Set(a => a.Links, [])
                .Set(a => a.Sessions, [])
                .Set(a => a.RecoveryCodes, [])
                .Unset(a => a.PasswordHash)
                .Unset(a => a.AuthenticatorSecret)
                .Tell(now, new AccountEnded(account.Id, account.Realm, account.OrganizationId, tells, now)),
            cancellationToken: ct);
        await revocations.RevokeAccount(account.Id, ct);
        return ended.ModifiedCount == 1;
    }

    /// <summary>Takes the name and the address off the tombstone.</summary>
    public Task Forget(string accountId, CancellationToken ct) => db.Accounts.UpdateOneAsync(
        a => a.Id == accountId && a.Ended,
        Builders<StoredAccount>.Update.Set(a => a.Email, "").Set(a => a.DisplayName, ""),
        cancellationToken: ct);
}

/// <summary>Stops the tokens of an ended account, in case the host that ended it could not.</summary>
internal sealed class StopTokensOfEndedAccount(IRevocations revocations) : IHandle<AccountEnded>
{
    public Task Handle(AccountEnded happened, string eventId, CancellationToken ct) => revocations.RevokeAccount(happened.AccountId, ct);
}
