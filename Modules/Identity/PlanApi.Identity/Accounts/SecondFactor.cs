using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using MongoDB.Driver;

namespace PlanApi.Identity.Accounts;

/// <summary>The second factor of an account: an authenticator app, beside or instead of <see cref="Passkeys"/>, with recovery codes for the day they are lost.</summary>
internal sealed class SecondFactor(IdentityDb db, UserManager<StoredAccount> users, AccountUserStore store, Attempts attempts)
{
    private const int SecretLength = 20;
    private const int RecoveryCodeCount = 10;

    /// <summary>Checks a code of the app or a recovery code; both are accepted once. Wrong ones count towards a lock of their own.</summary>
    /// <returns>The account as it is now, or null.</returns>
    public async Task<StoredAccount?> Check(string accountId, string typed, CancellationToken ct)
    {
        var code = new string([.. typed.Where(static c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        if (!await attempts.TryCount(Subject(accountId), ct)
            || await users.FindByIdAsync(accountId) is not { Disabled: false, SecondFactorOn: true } account
            || !await IsRight(account, code))
        {
            return null;
        }

        await attempts.Forget(Subject(accountId), ct);
        return account;
    }

    /// <summary>The secret to type into the app, made at the first look and kept until it is confirmed; null when the app is on already.</summary>
    /// <param name="asFirst">For whom has shown the password alone: null when there is any second factor, which is to be shown first.</param>
    public async Task<string?> SecretToSetUp(string accountId, bool asFirst, CancellationToken ct)
    {
        var account = await users.FindByIdAsync(accountId);
        if (account is null or { AuthenticatorOn: true } || (asFirst && account.SecondFactorOn))
        {
            return null;
        }

        if (account.AuthenticatorSecret is not null)
        {
            return await users.GetAuthenticatorKeyAsync(account);
        }

        await store.SetAuthenticatorKeyAsync(account, Base32.Encode(RandomNumberGenerator.GetBytes(SecretLength)), ct);
        await db.Accounts.UpdateOneAsync(
            a => a.Id == accountId && a.AuthenticatorSecret == null && !a.AuthenticatorOn,
            Builders<StoredAccount>.Update.Set(a => a.AuthenticatorSecret, account.AuthenticatorSecret),
            cancellationToken: ct);
        return await users.FindByIdAsync(accountId) is { AuthenticatorOn: false } saved ? await users.GetAuthenticatorKeyAsync(saved) : null;
    }

    /// <summary>Turns the app on once it shows the right code.</summary>
    /// <param name="asFirst">As for <see cref="SecretToSetUp"/>.</param>
    /// <returns>The account with its new stamp, and recovery codes to be shown this once when it had no second factor before; null when the code is wrong.</returns>
    public async Task<(StoredAccount Account, IReadOnlyList<string> RecoveryCodes)?> TurnOn(string accountId, string typed, bool asFirst, CancellationToken ct)
    {
        var code = new string([.. typed.Where(char.IsAsciiDigit)]);
        if (!await attempts.TryCount(Subject(accountId), ct)
            || await users.FindByIdAsync(accountId) is not { Disabled: false, AuthenticatorOn: false } account
            || (asFirst && account.SecondFactorOn)
            || !await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            return null;
        }

        await attempts.Forget(Subject(accountId), ct);
        var codes = account.SecondFactorOn ? [] : await FirstRecoveryCodes(account);
        account.News = [new SecondFactorChanged(accountId, On: true)];
        return (await users.SetTwoFactorEnabledAsync(account, true)).Succeeded ? (account, codes) : null;
    }

    /// <summary>Made before the first factor is on, and worth nothing until it is.</summary>
    public async Task<IReadOnlyList<string>> FirstRecoveryCodes(StoredAccount account) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount) ?? []];

    /// <summary>New recovery codes, to be shown this once; the old ones are worth nothing any more. Null when the factor is off.</summary>
    public async Task<IReadOnlyList<string>?> NewRecoveryCodes(StoredAccount account) =>
        account.SecondFactorOn && await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount) is { } codes ? [.. codes] : null;

    /// <summary>Takes every second factor away and ends every session; staff set up a new one at the next sign-in.</summary>
    public Task<bool> Reset(StoredAccount account)
    {
        account.Passkeys = [];
        return TurnOffAuthenticator(account);
    }

    /// <summary>Takes the app away and ends every session; passkeys stay.</summary>
    public Task<bool> TurnOffAuthenticator(StoredAccount account)
    {
        account.AuthenticatorSecret = null;
        account.AuthenticatorOn = false;
        return SavePartTakenAway(account, SecondFactorPart.AuthenticatorOff);
    }

    /// <summary>Saves an account that a second factor was taken off, with a new stamp and the news. Without any left, recovery codes open nothing.</summary>
    public async Task<bool> SavePartTakenAway(StoredAccount account, string part)
    {
        account.RecoveryCodes = account.SecondFactorOn ? account.RecoveryCodes : [];
        account.News = [account.SecondFactorOn ? new SecondFactorPartChanged(account.Id, part) : new SecondFactorChanged(account.Id, On: false)];
        return (await users.UpdateSecurityStampAsync(account)).Succeeded;
    }

    /// <summary>Wrong codes so far no longer count.</summary>
    public Task Unlock(string accountId, CancellationToken ct) => attempts.Forget(Subject(accountId), ct);

    public Task<bool> IsLocked(string accountId, CancellationToken ct) => attempts.IsLocked(Subject(accountId), ct);

    private async Task<bool> IsRight(StoredAccount account, string code) => code.Length == AuthenticatorCodes.Digits && code.All(char.IsAsciiDigit)
        ? account.AuthenticatorOn && await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code)
        : (await users.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;

    private static string Subject(string accountId) => $"second-factor/{accountId}";
}
