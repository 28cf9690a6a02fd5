namespace PlanApi.Identity.SetUpAuthenticator;

/// <summary>What an authenticator app is set up with.</summary>
/// <param name="Secret">In groups of four, to be typed.</param>
/// <param name="AppLink">Opens the authenticator app on the same device.</param>
public sealed record AuthenticatorKey(string Secret, string AppLink)
{
    private const string Issuer = "Plan API";

    public static AuthenticatorKey Of(string secret, string email) => new(
        string.Join(' ', secret.Chunk(4).Select(static c => new string(c))),
        $"otpauth://totp/{Uri.EscapeDataString($"{Issuer}:{email}")}?secret={secret}&issuer={Uri.EscapeDataString(Issuer)}");
}
