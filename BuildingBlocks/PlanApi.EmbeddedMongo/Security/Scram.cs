using System.Security.Cryptography;
using System.Text;

namespace PlanApi.EmbeddedMongo.Security;

/// <summary>The one user of a server, made anew at every start. Only what verifies the password is kept (RFC 5802, RFC 7677).</summary>
internal sealed class ScramCredential
{
    // The password is 256 random bits, so the least number of rounds that drivers accept is enough.
    public const int Rounds = 4096;

    public ScramCredential(string user, string password)
    {
        User = user;
        Salt = RandomNumberGenerator.GetBytes(28);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, Salt, Rounds, HashAlgorithmName.SHA256, 32);
        StoredKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        ServerKey = HMACSHA256.HashData(salted, "Server Key"u8);
    }

    public string User { get; }
    public byte[] Salt { get; }
    public byte[] StoredKey { get; }
    public byte[] ServerKey { get; }
}

/// <summary>The server's side of one SCRAM-SHA-256 sign-in.</summary>
internal sealed class ScramConversation(ScramCredential credential)
{
    private string _clientFirst = "", _serverFirst = "", _nonce = "";

    /// <summary>The client asked to be done with the proof, without an empty exchange after it.</summary>
    public bool SkipEmptyExchange { get; init; }

    public bool Proven { get; private set; }

    /// <summary>Takes the client's first message and returns the challenge; null refuses.</summary>
    public byte[]? Start(ReadOnlySpan<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload);
        if (!text.StartsWith("n,,", StringComparison.Ordinal)) return null;
        _clientFirst = text[3..];
        var fields = Fields(_clientFirst);
        if (!fields.TryGetValue('n', out var user) || !fields.TryGetValue('r', out var nonce) || nonce.Length < 8) return null;
        if (user.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal) != credential.User) return null;
        _nonce = nonce + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        _serverFirst = $"r={_nonce},s={Convert.ToBase64String(credential.Salt)},i={ScramCredential.Rounds}";
        return Encoding.UTF8.GetBytes(_serverFirst);
    }

    /// <summary>Checks the client's proof and returns the server's own; null refuses.</summary>
    public byte[]? Prove(ReadOnlySpan<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload);
        var fields = Fields(text);
        var end = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (_serverFirst.Length == 0 || end < 0 || fields.GetValueOrDefault('c') != "biws" || fields.GetValueOrDefault('r') != _nonce) return null;
        var signed = Encoding.UTF8.GetBytes($"{_clientFirst},{_serverFirst},{text[..end]}");
        var proof = new byte[32];
        if (!Convert.TryFromBase64String(fields['p'], proof, out var length) || length != 32) return null;
        var clientKey = HMACSHA256.HashData(credential.StoredKey, signed);
        for (var i = 0; i < 32; i++) clientKey[i] ^= proof[i];
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), credential.StoredKey)) return null;
        Proven = true;
        return Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(HMACSHA256.HashData(credential.ServerKey, signed))}");
    }

    private static Dictionary<char, string> Fields(string message)
    {
        var fields = new Dictionary<char, string>();
        foreach (var part in message.Split(','))
            if (part.Length > 1 && part[1] == '=') fields[part[0]] = part[2..];
        return fields;
    }
}
