using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace PlanApi.Identity.Accounts;

/// <summary>A passkey of an account (WebAuthn 3, 4: credential record). What it was made with is not kept: nothing asks for it again.</summary>
/// <param name="Name">What the person calls it.</param>
/// <param name="SignCount">The authenticator's counter at its newest use; one that falls back is a copy.</param>
internal sealed record StoredPasskey(
    byte[] CredentialId,
    byte[] PublicKey,
    string Name,
    DateTimeOffset AddedAt,
    DateTimeOffset? LastUsedAt,
    long SignCount,
    IReadOnlyList<string> Transports,
    bool UserVerified,
    bool BackupEligible,
    bool BackedUp)
{
    /// <summary>In addresses of its pages.</summary>
    public string PathId => WebEncoders.Base64UrlEncode(CredentialId);

    public bool Is(byte[] credentialId) => CredentialId.AsSpan().SequenceEqual(credentialId);

    public UserPasskeyInfo ToInfo() => new(
        CredentialId, PublicKey, AddedAt, (uint)SignCount, [.. Transports], UserVerified, BackupEligible, BackedUp, attestationObject: [], clientDataJson: [])
    {
        Name = Name,
    };

    public static StoredPasskey Of(UserPasskeyInfo passkey, string name, DateTimeOffset addedAt, DateTimeOffset? lastUsedAt) => new(
        passkey.CredentialId, passkey.PublicKey, name, addedAt, lastUsedAt, passkey.SignCount, passkey.Transports ?? [], passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp);
}
