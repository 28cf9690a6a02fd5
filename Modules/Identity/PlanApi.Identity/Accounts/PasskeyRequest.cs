namespace PlanApi.Identity.Accounts;

/// <summary>What a page asks the browser's passkeys for.</summary>
/// <param name="Challenge">Named in the answer; it counts once, for a few minutes.</param>
/// <param name="Options">Of the WebAuthn call, in JSON.</param>
public sealed record PasskeyRequest(string Challenge, string Options);
