using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PlanApi.Identity.Tests.OAuth.ClientKeys;

/// <summary>A private key of an app, and assertions signed with it as an app's maker would write them.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ec;

    private SigningKey(string kid, RSA? rsa, ECDsa? ec) => (Kid, _rsa, _ec) = (kid, rsa, ec);

    public string Kid { get; }

    public string Algorithm => _rsa is not null ? "RS384" : "ES384";

    /// <summary>The public part as an entry of a JWK Set.</summary>
    public Dictionary<string, string> Jwk => _rsa is { } rsa
        ? new() { ["kty"] = "RSA", ["kid"] = Kid, ["n"] = Text(rsa.ExportParameters(false).Modulus), ["e"] = Text(rsa.ExportParameters(false).Exponent) }
        : new() { ["kty"] = "EC", ["crv"] = "P-384", ["kid"] = Kid, ["x"] = Text(_ec!.ExportParameters(false).Q.X), ["y"] = Text(_ec.ExportParameters(false).Q.Y) };

    public static SigningKey Rsa(string kid = "key-1") => new(kid, RSA.Create(2048), null);

    public static SigningKey Ec(string kid = "key-1") => new(kid, null, ECDsa.Create(ECCurve.NamedCurves.nistP384));

    public static string SetOf(params SigningKey[] keys) => JsonSerializer.Serialize(new { keys = keys.Select(k => k.Jwk) });

    /// <summary>An assertion for a client at a token endpoint; each change replaces a claim or header, or removes it when null.</summary>
    public string Assertion(AppClient client, params (string Name, object? Value)[] changes)
    {
        var now = client.Now.ToUnixTimeSeconds();
        Dictionary<string, object?> header = new() { ["alg"] = Algorithm, ["kid"] = Kid, ["typ"] = "JWT" };
        Dictionary<string, object?> claims = new()
        {
            ["iss"] = client.App.ClientId,
            ["sub"] = client.App.ClientId,
            ["aud"] = $"{client.Base}/oauth/token",
            ["exp"] = now + 240,
            ["jti"] = Guid.CreateVersion7().ToString(),
        };
        foreach (var (name, value) in changes)
        {
            (name is "alg" or "kid" or "typ" or "jku" ? header : claims)[name] = value;
        }

        var text = $"{Part(header)}.{Part(claims)}";
        return $"{text}.{Text(Sign((string?)header["alg"] ?? "none", Encoding.ASCII.GetBytes(text)))}";
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ec?.Dispose();
    }

    // An attacker who knows the public key signs with it as if it were a shared secret.
    private byte[] Sign(string algorithm, byte[] data) => algorithm switch
    {
        "none" => [],
        "HS384" => HMACSHA384.HashData(JsonSerializer.SerializeToUtf8Bytes(Jwk), data),
        "RS256" => _rsa!.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ when _rsa is not null => _rsa.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        _ => _ec!.SignData(data, HashAlgorithmName.SHA384),
    };

    private static string Part(Dictionary<string, object?> values) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(values.Where(v => v.Value is not null).ToDictionary()));

    private static string Text(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}

/// <summary>How a client shows an assertion.</summary>
public static class Asserting
{
    public const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static (string, string?)[] Fields(string assertion) => [("client_assertion_type", JwtBearer), ("client_assertion", assertion)];
}
