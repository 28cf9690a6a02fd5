using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PlanApi.BuildingBlocks.Security;

/// <summary>
/// The one secret that all hosts of an installation share. Everything that must be readable again is encrypted under a key derived from it for
/// one purpose, and links in e-mails are derived rather than stored, so that the store alone opens nothing.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Length of the key in bytes.</summary>
    public const int Length = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The key is not <see cref="Length"/> bytes long.</exception>
    public MasterKey(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Length);
        _key = key;
    }

    /// <summary>A key for one purpose, such as <c>"appRegistry.secrets"</c>; knowing it tells nothing about the others.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Length, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Encrypts and authenticates (AES-256-GCM): nonce, tag, ciphertext.</summary>
    public byte[] Encrypt(string purpose, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(Derive(purpose), TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">The bytes were not encrypted for this purpose under this master key, or were changed.</exception>
    public byte[] Decrypt(string purpose, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("Too short to be encrypted data.");
        }

        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(Derive(purpose), TagLength);
        aes.Decrypt(sealedBytes[..NonceLength], sealedBytes[(NonceLength + TagLength)..], sealedBytes.Slice(NonceLength, TagLength), plain);
        return plain;
    }

    /// <summary>A 256-bit unguessable token for a stored thing, the same each time: 43 URL-safe characters.</summary>
    public string TokenFor(string purpose, string id) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Derive(purpose), Encoding.UTF8.GetBytes(id)));

    /// <summary>Whether the token is the one that <see cref="TokenFor"/> makes, compared in constant time.</summary>
    public bool IsTokenFor(string purpose, string id, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(TokenFor(purpose, id)), Encoding.UTF8.GetBytes(token));
}
