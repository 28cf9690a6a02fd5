using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.ChangeEmail;

internal enum EmailChangeResult
{
    Changed,

    /// <summary>The link was used, or a credential changed, while the button was pressed.</summary>
    Overtaken,

    /// <summary>Somebody made an account with the new address since.</summary>
    Taken,
}

/// <summary>
/// Changes of address and their links. A link's token follows from the master key and the account's security stamp, which the change itself
/// renews: so it works once, ends all others, and nothing of it is stored. It counts for the person alone who asked, signed in: a mistyped
/// address gives a stranger nothing.
/// </summary>
internal sealed class EmailChanges(EmailChangeDb db, IdentityDb accounts, MasterKey masterKey, TimeProvider clock)
{
    private const string Purpose = "identity.change-email";
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    /// <summary>Long enough for the old address to be told, whatever keeps the mail server away.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(7);

    public Task Ask(StoredAccount account, string newEmail, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var change = new EmailChange
        {
            Id = NewId.At(now),
            AccountId = account.Id,
            Realm = account.Realm,
            OldEmail = account.Email,
            NewEmail = newEmail,
            NewEmailKey = EmailAddress.KeyOf(newEmail),
            AskedAt = now,
            ExpiresAt = now + GoodFor,
            ForgetAt = now + RememberedFor,
        };
        return db.Changes.InsertOneAsync(change.Tell(now, new EmailChangeAsked(change.Id)), cancellationToken: ct);
    }

    public string PathOf(EmailChange change, StoredAccount account) =>
        $"{PortalPaths.In(account.Realm, MyAccountPaths.Email)}/{change.Id}.{masterKey.TokenFor(Purpose, Subject(change, account))}";

    /// <summary>The change that a link stands for; null when it is used, expired, or not this account's.</summary>
    public async Task<EmailChange?> Open(StoredAccount account, string link, CancellationToken ct)
    {
        if (link.Split('.') is not [var id, var token])
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var change = await db.Changes.Find(c => c.Id == id && c.AccountId == account.Id && c.ExpiresAt > now).FirstOrDefaultAsync(ct);
        return change is not null && masterKey.IsTokenFor(Purpose, Subject(change, account), token) ? change : null;
    }

    /// <summary>Gives the account its new address and a new stamp, in one write; the unique index decides who has an address.</summary>
    public async Task<EmailChangeResult> Make(StoredAccount account, EmailChange change, CancellationToken ct)
    {
        try
        {
            var changed = await accounts.Accounts.UpdateOneAsync(
                a => a.Id == account.Id && a.Stamp == account.Stamp && !a.Disabled,
                Builders<StoredAccount>.Update
                    .Set(a => a.Email, change.NewEmail)
                    .Set(a => a.EmailKey, change.NewEmailKey)
                    .Set(a => a.Stamp, Secrets.New())
                    .Inc(a => a.Version, 1)
                    .Tell(clock.GetUtcNow(), new EmailChanged(account.Id, change.Id)),
                cancellationToken: ct);
            return changed.MatchedCount == 1 ? EmailChangeResult.Changed : EmailChangeResult.Overtaken;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            return EmailChangeResult.Taken;
        }
    }

    private static string Subject(EmailChange change, StoredAccount account) => $"{change.Id}/{account.Stamp}";
}
