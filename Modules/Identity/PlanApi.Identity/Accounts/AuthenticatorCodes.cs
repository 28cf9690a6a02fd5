using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using MongoDB.Driver;

namespace PlanApi.Identity.Accounts;

/// <summary>
/// Codes of an authenticator app (TOTP, RFC 6238): six digits, 30 seconds, one step of clock drift either way. Each is accepted once
/// (RFC 6238, 5.2), which the framework's own provider does not see to.
/// </summary>
internal sealed class AuthenticatorCodes(IdentityDb db, TimeProvider clock) : IUserTwoFactorTokenProvider<StoredAccount>
{
    public const int Digits = 6;
    private const int StepSeconds = 30;

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<StoredAccount> manager, StoredAccount user)
    {
        if (token.Length != Digits || await manager.GetAuthenticatorKeyAsync(user) is not { } key)
        {
            return false;
        }

        var secret = Base32.Decode(key);
        var now = clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        for (var step = now - 1; step <= now + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(secret, step)), Encoding.UTF8.GetBytes(token)))
            {
                return await TryUse(user.Id, step);
            }
        }

        return false;
    }

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<StoredAccount> manager, StoredAccount user) =>
        await manager.GetAuthenticatorKeyAsync(user) is not null;

    /// <remarks>The app makes the codes; we only check them.</remarks>
    public Task<string> GenerateAsync(string purpose, UserManager<StoredAccount> manager, StoredAccount user) => Task.FromResult("");

    /// <summary>The code of one 30-second step (RFC 4226, 5.3).</summary>
    public static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 apps speak HMAC-SHA-1, which collisions do not weaken.
        var mac = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = (BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 0xf)) & int.MaxValue) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Takes the step, once: the filter lets no step pass that is not newer than the last one.</summary>
    private async Task<bool> TryUse(string accountId, long step) => (await db.Accounts.UpdateOneAsync(
        a => a.Id == accountId && a.LastCodeStep < step,
        Builders<StoredAccount>.Update.Set(a => a.LastCodeStep, step))).ModifiedCount == 1;
}
