using System.Buffers.Text;
using System.Text.Json;

namespace PlanApi.AppRegistry.AppForms;

/// <summary>Which JWK Sets (RFC 7517) an app may declare. Answers what is wrong, in words for the vendor, or null.</summary>
internal static class KeySetRules
{
    private const int MaxLength = 20_000;
    private const int MaxKeys = 10;
    private const int MinRsaBytes = 256;
    private const int P384Bytes = 48;
    private static readonly string[] PrivateParts = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    public static string? ProblemOf(string jwks)
    {
        if (jwks.Length > MaxLength)
        {
            return $"Use at most {MaxLength} characters";
        }

        try
        {
            using var json = JsonDocument.Parse(jwks);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("keys", out var keys) && keys.ValueKind is JsonValueKind.Array
                ? ProblemOf([.. keys.EnumerateArray()])
                : "Enter a JWK Set: an object with the array \"keys\"";
        }
        catch (JsonException)
        {
            return "Enter a JWK Set in JSON";
        }
    }

    private static string? ProblemOf(IReadOnlyList<JsonElement> keys)
    {
        if (keys.Count is 0 or > MaxKeys)
        {
            return $"The JWK Set must hold at least one key and at most {MaxKeys}";
        }

        if (keys.Any(static k => k.ValueKind is not JsonValueKind.Object))
        {
            return "Each key of the JWK Set must be an object";
        }

        return keys.Any(static k => PrivateParts.Any(p => k.TryGetProperty(p, out _))) ? "Leave out private keys, and replace the one that was entered here: it is no longer secret"
            : keys.Select(static k => Text(k, "kid")).Distinct().Count() != keys.Count || keys.Any(static k => Text(k, "kid").Length == 0) ? "Give each key a \"kid\" of its own"
            : keys.Any(static k => !IsStrong(k)) ? "Use RSA keys of at least 2048 bits, or EC keys on the curve P-384"
            : null;
    }

    private static bool IsStrong(JsonElement key) => Text(key, "kty") switch
    {
        "RSA" => Length(key, "n") >= MinRsaBytes && Length(key, "e") > 0,
        "EC" => Text(key, "crv") is "P-384" && Length(key, "x") == P384Bytes && Length(key, "y") == P384Bytes,
        _ => false,
    };

    private static string Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Bytes of a base64url number, without leading zeros where it is shorter than its text; 0 when it is none.</summary>
    private static int Length(JsonElement key, string name) => Base64Url.IsValid(Text(key, name), out var length) ? length : 0;
}
