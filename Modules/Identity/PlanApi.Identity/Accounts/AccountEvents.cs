namespace PlanApi.Identity.Accounts;

/// <summary>A member of staff has another role now.</summary>
internal sealed record RoleChanged(string AccountId, bool IsAdministrator);

internal sealed record PasswordChanged(string AccountId);

internal sealed record SecondFactorChanged(string AccountId, bool On);

/// <summary>One of several second factors came or went; signing in goes on taking one.</summary>
/// <param name="Part">A <see cref="Accounts.SecondFactorPart"/>.</param>
internal sealed record SecondFactorPartChanged(string AccountId, string Part);

internal static class SecondFactorPart
{
    public const string PasskeyAdded = "passkey-added";
    public const string PasskeyRemoved = "passkey-removed";
    public const string AuthenticatorOff = "authenticator-off";
}
