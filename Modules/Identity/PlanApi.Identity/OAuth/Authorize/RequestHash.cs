using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using OpenIddict.Abstractions;
using PlanApi.Consent.Contracts;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>What one authorization request is recognized by when the browser comes back from sign-in and consent.</summary>
internal static class RequestHash
{
    /// <summary>Added by the consent page on the way back; not part of what the app asked.</summary>
    public const string ConsentId = IConsentRequests.AnswerParameter;

    /// <summary>
    /// What is left to ask once the person was sent to the sign-in: another one would be asked for again, and again. The app sees in <c>auth_time</c> when the person
    /// signed in (OpenID Connect Core 1.0, 2 and 3.1.2.1).
    /// </summary>
    public static OpenIddictRequest OnceSignedIn(OpenIddictRequest request) => new(request.GetParameters())
    {
        MaxAge = null,
        Prompt = string.Join(' ', request.GetPromptValues().Where(p => p != PromptValues.Login)),
    };

    public static string Of(OpenIddictRequest request)
    {
        var parameters = request.GetParameters()
            .Where(p => p.Key is not (ConsentId or Parameters.Prompt or Parameters.MaxAge))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new[] { p.Key, (string?)p.Value });
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parameters)));
    }
}
