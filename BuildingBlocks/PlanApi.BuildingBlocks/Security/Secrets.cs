using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PlanApi.BuildingBlocks.Security;

/// <summary>Random secrets, and the hash under which high-entropy ones are looked up.</summary>
public static class Secrets
{
    /// <summary>A random secret of 256 bits as 43 URL-safe characters.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 as 43 URL-safe characters. Only for secrets of <see cref="New"/>: a chosen password needs a slow hash.</summary>
    public static string Hash(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares a presented secret with a stored <see cref="Hash"/> in constant time.</summary>
    public static bool Matches(string presented, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(presented)), Encoding.UTF8.GetBytes(hash));
}
