namespace PlanApi.AppRegistry.Contracts;

/// <summary>What a vendor lets every call of an app in the sandbox meet for a while, to see how the app takes it.</summary>
public enum RehearsedTrouble
{
    /// <summary>The answer is right, and late.</summary>
    Slow,

    /// <summary>429, with Retry-After.</summary>
    TooManyRequests,

    /// <summary>503, with Retry-After.</summary>
    Unavailable,
}

/// <param name="Seconds">How late a slow answer is, or what Retry-After says.</param>
/// <param name="Until">When it ends by itself.</param>
public sealed record Rehearsal(RehearsedTrouble Trouble, int Seconds, DateTimeOffset Until);

/// <summary>The trouble that vendors rehearse. Of the sandbox only: who serves production does not ask.</summary>
public interface IRehearsals
{
    /// <summary>
    /// What the app rehearses now, or null. Answered from memory; what a vendor starts or stops counts at once on that host and within five seconds on every other.
    /// </summary>
    Rehearsal? Of(string clientId);

    /// <summary>When its vendor last revoked permissions that the app had in the sandbox, within thirty days; null when never.</summary>
    Task<DateTimeOffset?> PermissionsRevokedAt(string clientId, CancellationToken ct);
}
