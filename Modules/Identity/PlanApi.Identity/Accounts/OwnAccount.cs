using System.Security.Claims;
using FluentValidation.Results;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.Identity.Accounts;

/// <summary>The account of the person who is signed in, for pages on which people look after it themselves.</summary>
internal sealed class OwnAccount(IdentityDb db, PasswordCheck passwords, TimeProvider clock)
{
    /// <summary>How long after signing in a person without a password here may do what asks for one.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    public Task<StoredAccount> Of(ClaimsPrincipal person, CancellationToken ct)
    {
        var accountId = person.AccountId();
        return db.Accounts.Find(a => a.Id == accountId).SingleAsync(ct);
    }

    /// <summary>Asks before something delicate whether it is the person indeed: by the password, or by a fresh sign-in at the plan's provider. Wrong passwords count towards the lock.</summary>
    /// <param name="field">Where the form asks for the password. Who has none is not asked for it, and what is wrong is told above the form.</param>
    /// <returns>What is wrong, for the person; null when it is.</returns>
    public async Task<ValidationFailure?> Disproof(ClaimsPrincipal person, StoredAccount account, string field, string password, CancellationToken ct)
    {
        if (account.PasswordHash is null)
        {
            return IsFresh(person) ? null : new("", Texts.Say("Sign out and in again, then do this within ten minutes"));
        }

        return password.Length > 0 && await passwords.Check(account.Realm, account.Email, password, ct) is not null
            ? null
            : new(field, PasswordCheck.Refusal);
    }

    private bool IsFresh(ClaimsPrincipal person) => clock.GetUtcNow() - person.SignedInAt() < FreshFor;
}
