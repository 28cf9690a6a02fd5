using Microsoft.IdentityModel.Tokens;

namespace PlanApi.Identity.OAuth.ClientKeys;

/// <summary>Reads JWK Sets (RFC 7517).</summary>
internal static class KeySets
{
    /// <exception cref="FormatException">It is no JWK Set.</exception>
    public static IReadOnlyList<JsonWebKey> Parse(string jwks)
    {
        try
        {
            return [.. new JsonWebKeySet(jwks).Keys.Where(IsForSignatures)];
        }
        catch (ArgumentException e)
        {
            throw new FormatException("The answer is no JWK Set.", e);
        }
    }

    // A symmetric key in a published set would let everyone sign.
    private static bool IsForSignatures(JsonWebKey key) =>
        key.Kty is JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve && key.Use is null or "" or JsonWebKeyUseNames.Sig && key.Kid is { Length: > 0 };
}
