using Microsoft.AspNetCore.Identity;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.Accounts;

/// <summary>
/// Lets <see cref="UserManager{TUser}"/> work on our accounts. A save writes the settable properties only, and only if nobody saved since they
/// were read; links, sessions and events are left to the updates that own them.
/// </summary>
internal sealed class AccountUserStore(IdentityDb db, MasterKey masterKey, TimeProvider clock) :
    IUserPasswordStore<StoredAccount>,
    IUserSecurityStampStore<StoredAccount>,
    IUserTwoFactorStore<StoredAccount>,
    IUserAuthenticatorKeyStore<StoredAccount>,
    IUserTwoFactorRecoveryCodeStore<StoredAccount>,
    IUserPasskeyStore<StoredAccount>
{
    public const string AddressTaken = nameof(AddressTaken);
    private const string AuthenticatorPurpose = "identity.authenticator";
    private const string RecoveryPurpose = "identity.recovery-code";

    public async Task<IdentityResult> CreateAsync(StoredAccount user, CancellationToken cancellationToken)
    {
        try
        {
            await db.Accounts.InsertOneAsync(user, cancellationToken: cancellationToken);
            return IdentityResult.Success;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            return IdentityResult.Failed(new IdentityError { Code = AddressTaken, Description = "This address has an account already." });
        }
    }

    public async Task<IdentityResult> UpdateAsync(StoredAccount user, CancellationToken cancellationToken)
    {
        var saved = await db.Accounts.UpdateOneAsync(
            a => a.Id == user.Id && a.Version == user.Version,
            Builders<StoredAccount>.Update
                .Set(a => a.PasswordHash, user.PasswordHash)
                .Set(a => a.Stamp, user.Stamp)
                .Set(a => a.AuthenticatorOn, user.AuthenticatorOn)
                .Set(a => a.Passkeys, user.Passkeys)
                .Set(a => a.AuthenticatorSecret, user.AuthenticatorSecret)
                .Set(a => a.RecoveryCodes, user.RecoveryCodes)
                .Inc(a => a.Version, 1)
                .Tell(clock.GetUtcNow(), user.News),
            cancellationToken: cancellationToken);
        if (saved.MatchedCount == 0)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }

        user.Version++;
        user.News = [];
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(StoredAccount user, CancellationToken cancellationToken)
    {
        await db.Accounts.DeleteOneAsync(a => a.Id == user.Id, cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<StoredAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await db.Accounts.Find(a => a.Id == userId).FirstOrDefaultAsync(cancellationToken);

    /// <remarks>An address alone is not a name: each realm may have it. Accounts are found by realm and address instead.</remarks>
    public Task<StoredAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string> GetUserIdAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<string?> GetNormalizedUserNameAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.EmailKey);

    public Task SetUserNameAsync(StoredAccount user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(StoredAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(StoredAccount user, string? passwordHash, CancellationToken cancellationToken) => Done(() => user.PasswordHash = passwordHash);

    public Task<string?> GetSecurityStampAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Stamp);

    public Task SetSecurityStampAsync(StoredAccount user, string stamp, CancellationToken cancellationToken) => Done(() => user.Stamp = stamp);

    public Task<bool> GetTwoFactorEnabledAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult(user.AuthenticatorOn);

    public Task SetTwoFactorEnabledAsync(StoredAccount user, bool enabled, CancellationToken cancellationToken) => Done(() => user.AuthenticatorOn = enabled);

    public Task<string?> GetAuthenticatorKeyAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult(
        user.AuthenticatorSecret is { } secret ? Base32.Encode(masterKey.Decrypt(AuthenticatorPurpose, secret)) : null);

    public Task SetAuthenticatorKeyAsync(StoredAccount user, string key, CancellationToken cancellationToken) =>
        Done(() => user.AuthenticatorSecret = masterKey.Encrypt(AuthenticatorPurpose, Base32.Decode(key)));

    public Task ReplaceCodesAsync(StoredAccount user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        Done(() => user.RecoveryCodes = [.. recoveryCodes.Select(c => RecoveryHash(user, c))]);

    public Task<bool> RedeemCodeAsync(StoredAccount user, string code, CancellationToken cancellationToken)
    {
        var left = user.RecoveryCodes.Where(c => c != RecoveryHash(user, code)).ToList();
        var redeemed = left.Count < user.RecoveryCodes.Count;
        user.RecoveryCodes = left;
        return Task.FromResult(redeemed);
    }

    public Task<int> CountCodesAsync(StoredAccount user, CancellationToken cancellationToken) => Task.FromResult(user.RecoveryCodes.Count);

    /// <remarks>Called after a right answer of a passkey that the account has: its counter moves on, its name stays. A new one is added where its name is known.</remarks>
    public Task AddOrUpdatePasskeyAsync(StoredAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => Done(() =>
        user.Passkeys = [.. user.Passkeys.Select(p => p.Is(passkey.CredentialId) ? StoredPasskey.Of(passkey, p.Name, p.AddedAt, clock.GetUtcNow()) : p)]);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(StoredAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Passkeys.Select(p => p.ToInfo())]);

    public async Task<StoredAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Accounts.Find(Builders<StoredAccount>.Filter.Eq("passkeys.credentialId", credentialId)).FirstOrDefaultAsync(cancellationToken);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(StoredAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Passkeys.FirstOrDefault(p => p.Is(credentialId))?.ToInfo());

    public Task RemovePasskeyAsync(StoredAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        Done(() => user.Passkeys = [.. user.Passkeys.Where(p => !p.Is(credentialId))]);

    public void Dispose()
    {
    }

    // Keyed, because fifty bits would not withstand guessing by someone who only has the store.
    private string RecoveryHash(StoredAccount user, string code) => masterKey.TokenFor(RecoveryPurpose, $"{user.Id}/{code}");

    private static Task Done(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
