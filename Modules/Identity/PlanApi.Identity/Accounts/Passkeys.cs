using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace PlanApi.Identity.Accounts;

/// <summary>Passkeys as a second factor: added after the password, shown after the password, removed after the password.</summary>
internal sealed class Passkeys(
    PasskeyChallenges challenges, IPasskeyHandler<StoredAccount> handler, UserManager<StoredAccount> users, AccountUserStore store, SecondFactor secondFactor, TimeProvider clock)
{
    public const int Most = 10;

    /// <summary>The person has proved to be who they are: what the browser is to answer within minutes.</summary>
    public async Task<PasskeyChallenge> BeginAdding(HttpContext http, StoredAccount account, string name, CancellationToken ct)
    {
        var options = await handler.MakeCreationOptionsAsync(new() { Id = account.Id, Name = account.Email, DisplayName = account.DisplayName }, http);
        return await challenges.Keep(account.Id, adds: true, name, options.CreationOptionsJson, options.AttestationState ?? "", ct);
    }

    public async Task<PasskeyChallenge> BeginSignIn(HttpContext http, StoredAccount account, CancellationToken ct)
    {
        var options = await handler.MakeRequestOptionsAsync(account, http);
        return await challenges.Keep(account.Id, adds: false, "", options.RequestOptionsJson, options.AssertionState ?? "", ct);
    }

    /// <returns>The account with its new stamp, and recovery codes to be shown this once when it had no second factor before; null when the answer is not right or too late.</returns>
    public async Task<(StoredAccount Account, IReadOnlyList<string> RecoveryCodes)?> Add(HttpContext http, string accountId, string challengeId, string answer, CancellationToken ct)
    {
        if (await challenges.Take(challengeId, accountId, adds: true, ct) is not { } challenge
            || await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer, AttestationState = challenge.State }) is not { Succeeded: true, Passkey: { } passkey }
            || await users.FindByIdAsync(accountId) is not { Disabled: false, Passkeys.Count: < Most } account)
        {
            return null;
        }

        var codes = account.SecondFactorOn ? [] : await secondFactor.FirstRecoveryCodes(account);
        account.Passkeys = [.. account.Passkeys, StoredPasskey.Of(passkey, challenge.Name, clock.GetUtcNow(), lastUsedAt: null)];
        account.News = [new SecondFactorPartChanged(accountId, SecondFactorPart.PasskeyAdded)];
        return (await users.UpdateSecurityStampAsync(account)).Succeeded ? (account, codes) : null;
    }

    /// <returns>The account as it is now; null when the answer is not right or too late.</returns>
    public async Task<StoredAccount?> Check(HttpContext http, string accountId, string challengeId, string answer, CancellationToken ct)
    {
        if (await challenges.Take(challengeId, accountId, adds: false, ct) is not { } challenge
            || await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = challenge.State }) is not { Succeeded: true, Passkey: { } passkey, User: { } account }
            || account.Id != accountId
            || account.Disabled)
        {
            return null;
        }

        await store.AddOrUpdatePasskeyAsync(account, passkey, ct);
        return (await users.UpdateAsync(account)).Succeeded ? account : null;
    }

    /// <summary>Takes one away and ends every session. With the last second factor go the recovery codes.</summary>
    public async Task<bool> Remove(StoredAccount account, StoredPasskey passkey)
    {
        account.Passkeys = [.. account.Passkeys.Where(p => !p.Is(passkey.CredentialId))];
        return await secondFactor.SavePartTakenAway(account, SecondFactorPart.PasskeyRemoved);
    }
}
