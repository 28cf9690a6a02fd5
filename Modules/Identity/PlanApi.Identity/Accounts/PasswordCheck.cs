using Microsoft.AspNetCore.Identity;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.People;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>
/// Whether an address and a password belong together. Unknown address, wrong password, locked and disabled all give the same answer after
/// the same work.
/// </summary>
internal sealed class PasswordCheck(IdentityDb db, UserManager<StoredAccount> users, Attempts attempts, TestPatientPasswords testPatients)
{
    private static readonly StoredAccount Nobody = new()
    {
        Id = "nobody",
        Realm = Realm.Vendor,
        Email = "",
        EmailKey = "",
        DisplayName = "",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>What a person who is signed in is told of a password that is not the account's.</summary>
    public static string Refusal => Texts.Say("This is not your password. After five wrong tries you have to wait 15 minutes");

    private readonly Lazy<string> _nobodysHash = new(() => users.PasswordHasher.HashPassword(Nobody, "a password that nobody has"));

    /// <returns>The account, or null.</returns>
    public async Task<StoredAccount?> Check(Realm realm, string address, string password, CancellationToken ct)
    {
        var key = EmailAddress.KeyOf(address);
        var open = await attempts.TryCount(Subject(realm, key), ct);
        var account = await db.Accounts.Find(a => a.Realm == realm && a.EmailKey == key).FirstOrDefaultAsync(ct);
        var right = await IsRight(account, password);
        if (!open || !right || account!.Disabled)
        {
            return null;
        }

        await attempts.Forget(Subject(realm, key), ct);
        return account;
    }

    /// <summary>Wrong passwords so far no longer count: the person has proved the address otherwise.</summary>
    public Task Unlock(StoredAccount account, CancellationToken ct) => attempts.Forget(Subject(account.Realm, account.EmailKey), ct);

    public Task<bool> IsLocked(StoredAccount account, CancellationToken ct) => attempts.IsLocked(Subject(account.Realm, account.EmailKey), ct);

    private async Task<bool> IsRight(StoredAccount? account, string password)
    {
        if (account is { Realm: Realm.TestPatient })
        {
            return testPatients.IsPasswordOf(account.Id, password);
        }

        // Over-long input is hashed like any other wrong one, but not at its length.
        var typed = password.Length <= PasswordRules.MaxLength ? password : "";
        if (account?.PasswordHash is not null)
        {
            return await users.CheckPasswordAsync(account, typed);
        }

        users.PasswordHasher.VerifyHashedPassword(Nobody, _nobodysHash.Value, typed);
        return false;
    }

    private static string Subject(Realm realm, string key) => $"{realm}/{key}";
}
