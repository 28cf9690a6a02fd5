using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using OpenIddict.Abstractions;
using PlanApi.Consent.Contracts;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>What one authorization request is recognized by when the browser comes back from sign-in and consent.</summary>
internal static class RequestHash
{
    /// <summary>Added by the consent page on the way back; not part of what the app asked.</summary>
    public const string ConsentId = IConsentRequests.AnswerParameter;

    /// <summary>Shrinks once the person has signed in again.</summary>
    public const string Prompt = OpenIddictConstants.Parameters.Prompt;

    public static string Of(OpenIddictRequest request)
    {
        var parameters = request.GetParameters()
            .Where(p => p.Key is not (ConsentId or Prompt))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new[] { p.Key, (string?)p.Value });
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parameters)));
    }
}
