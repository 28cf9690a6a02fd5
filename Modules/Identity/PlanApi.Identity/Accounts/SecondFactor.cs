using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using MongoDB.Driver;

namespace PlanApi.Identity.Accounts;

/// <summary>The second factor of an account: an authenticator app, with recovery codes for the day the phone is lost.</summary>
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

    /// <summary>The secret to type into the app, made at the first look and kept until it is confirmed; null when a factor is on already.</summary>
    public async Task<string?> SecretToSetUp(string accountId, CancellationToken ct)
    {
        var account = await users.FindByIdAsync(accountId);
        if (account is not { AuthenticatorSecret: null, SecondFactorOn: false })
        {
            return account is { SecondFactorOn: false } ? await users.GetAuthenticatorKeyAsync(account) : null;
        }

        await store.SetAuthenticatorKeyAsync(account, Base32.Encode(RandomNumberGenerator.GetBytes(SecretLength)), ct);
        await db.Accounts.UpdateOneAsync(
            a => a.Id == accountId && a.AuthenticatorSecret == null && !a.SecondFactorOn,
            Builders<StoredAccount>.Update.Set(a => a.AuthenticatorSecret, account.AuthenticatorSecret),
            cancellationToken: ct);
        return await users.FindByIdAsync(accountId) is { SecondFactorOn: false } saved ? await users.GetAuthenticatorKeyAsync(saved) : null;
    }

    /// <summary>Turns the factor on once the app shows the right code.</summary>
    /// <returns>The recovery codes, to be shown this once, and the account with its new stamp; null when the code is wrong.</returns>
    public async Task<(StoredAccount Account, IReadOnlyList<string> RecoveryCodes)?> TurnOn(string accountId, string typed, CancellationToken ct)
    {
        var code = new string([.. typed.Where(char.IsAsciiDigit)]);
        if (!await attempts.TryCount(Subject(accountId), ct)
            || await users.FindByIdAsync(accountId) is not { Disabled: false, SecondFactorOn: false } account
            || !await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            return null;
        }

        await attempts.Forget(Subject(accountId), ct);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount);
        account.News = [new SecondFactorChanged(accountId, On: true)];
        return codes is not null && (await users.SetTwoFactorEnabledAsync(account, true)).Succeeded ? (account, [.. codes]) : null;
    }

    /// <summary>New recovery codes, to be shown this once; the old ones are worth nothing any more. Null when the factor is off.</summary>
    public async Task<IReadOnlyList<string>?> NewRecoveryCodes(StoredAccount account) =>
        account.SecondFactorOn && await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount) is { } codes ? [.. codes] : null;

    /// <summary>Takes the factor away and ends every session; the next sign-in sets up a new one.</summary>
    public async Task<bool> Reset(StoredAccount account)
    {
        account.AuthenticatorSecret = null;
        account.RecoveryCodes = [];
        account.News = [new SecondFactorChanged(account.Id, On: false)];
        return (await users.SetTwoFactorEnabledAsync(account, false)).Succeeded;
    }

    /// <summary>Wrong codes so far no longer count.</summary>
    public Task Unlock(string accountId, CancellationToken ct) => attempts.Forget(Subject(accountId), ct);

    public Task<bool> IsLocked(string accountId, CancellationToken ct) => attempts.IsLocked(Subject(accountId), ct);

    private async Task<bool> IsRight(StoredAccount account, string code) => code.Length == AuthenticatorCodes.Digits && code.All(char.IsAsciiDigit)
        ? await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code)
        : (await users.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;

    private static string Subject(string accountId) => $"second-factor/{accountId}";
}
