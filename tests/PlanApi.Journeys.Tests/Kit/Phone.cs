using PlanApi.Identity.Accounts;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>A person's authenticator app.</summary>
internal static class Phone
{
    private const int SecondsOfStep = 30;

    /// <summary>What it shows.</summary>
    /// <param name="key">The key as the page shows it: base 32, in groups.</param>
    public static string Code(string key, DateTimeOffset now) =>
        AuthenticatorCodes.Code(Base32.Decode(key.Replace(" ", "", StringComparison.Ordinal)), now.ToUnixTimeSeconds() / SecondsOfStep);
}
