namespace PlanApi.AppRegistry.Data;

internal enum Rehearsed
{
    Slow,
    TooManyRequests,
    Unavailable,
    TokensExpired,
    PermissionsRevoked,
}

/// <summary>What a vendor rehearsed with an app in the sandbox. Ids sort by time.</summary>
/// <param name="By">Name of the person.</param>
/// <param name="Seconds">Of trouble: how late answers are, or what Retry-After says.</param>
/// <param name="Until">Of trouble: when it ended or ends.</param>
/// <param name="Ended">Of what is done once: how many tokens or permissions it ended.</param>
internal sealed record StoredRehearsal(
    string Id, string ClientId, Rehearsed What, string By, DateTimeOffset At, DateTime ForgetAt, int? Seconds = null, DateTimeOffset? Until = null, int? Ended = null);
