using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PlanApi.BuildingBlocks.Security;

namespace PlanApi.Identity.OAuth.Subjects;

/// <summary>
/// What apps call a person: a pairwise identifier (OpenID Connect Core 8.1), so that two apps cannot compare notes. It is the account id
/// encrypted for the app under a synthetic nonce: the same every time, and readable again by us alone, without a store.
/// </summary>
internal sealed class SubjectIds(MasterKey masterKey)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _nonceKey = masterKey.Derive("identity.subjects.nonce");
    private readonly byte[] _key = masterKey.Derive("identity.subjects");

    public string Of(string clientId, string accountId)
    {
        var plain = Encoding.UTF8.GetBytes(accountId);
        var app = Encoding.UTF8.GetBytes(clientId);
        var subject = new byte[NonceLength + TagLength + plain.Length];
        byte[] named = [.. app, 0, .. plain];
        HMACSHA256.HashData(_nonceKey, named).AsSpan(0, NonceLength).CopyTo(subject);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(subject.AsSpan(0, NonceLength), plain, subject.AsSpan(NonceLength + TagLength), subject.AsSpan(NonceLength, TagLength), app);
        return Base64Url.EncodeToString(subject);
    }

    /// <summary>The account, or null when the subject was not made for this app.</summary>
    public string? AccountOf(string clientId, string subject)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(subject.Length)];
        if (!Base64Url.TryDecodeFromChars(subject, bytes, out var length) || length <= NonceLength + TagLength)
        {
            return null;
        }

        var plain = new byte[length - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        try
        {
            aes.Decrypt(
                bytes.AsSpan(0, NonceLength),
                bytes.AsSpan((NonceLength + TagLength)..length),
                bytes.AsSpan(NonceLength, TagLength),
                plain,
                Encoding.UTF8.GetBytes(clientId));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
