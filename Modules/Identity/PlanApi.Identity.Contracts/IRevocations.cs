namespace PlanApi.Identity.Contracts;

/// <summary>
/// Stops tokens before their time: on the next request at this host, and within five seconds on every other. Each call returns when the
/// revocation is stored; calling again changes nothing.
/// </summary>
public interface IRevocations
{
    /// <summary>Ends every token and refresh token under a consent grant.</summary>
    Task RevokeGrant(string grantId, CancellationToken ct);

    /// <summary>Ends every token of an app in one environment that was issued until now.</summary>
    Task RevokeApp(string clientId, bool sandbox, CancellationToken ct);

    /// <summary>Ends the access tokens of an app that are out in the sandbox, as if their time were over; what refreshes them stands. Those of production are never touched.</summary>
    /// <returns>How many.</returns>
    Task<int> ExpireSandboxTokens(string clientId, CancellationToken ct);

    /// <summary>Ends every access token that an account's grants gave until now: it was disabled, or its ground fell away.</summary>
    Task RevokeAccount(string accountId, CancellationToken ct);
}
