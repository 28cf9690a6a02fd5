namespace PlanApi.Identity.Contracts;

public enum OAuthStep
{
    /// <summary>A person was sent to the authorization endpoint, and back with a code or an error.</summary>
    Authorize,

    /// <summary>A code was traded for tokens.</summary>
    Redeem,

    /// <summary>A refresh token was traded for new ones.</summary>
    Refresh,

    /// <summary>A token was given back.</summary>
    Revoke,

    /// <summary>The app asked what a token is worth.</summary>
    Introspect,

    /// <summary>The app asked who the person is.</summary>
    UserInfo,

    /// <summary>The token endpoint was asked for something else.</summary>
    Other,
}

/// <summary>What an app asked of the sandbox's authorization server, without tokens or codes.</summary>
/// <param name="Launched">Of Authorize: it came with a launch of the portal.</param>
/// <param name="Status">The HTTP status it was answered with; 499 when the app did not wait for one.</param>
/// <param name="Error">The OAuth error code, or null when all was well.</param>
/// <param name="Milliseconds">How long the answer took.</param>
public sealed record OAuthCall(DateTimeOffset At, OAuthStep Step, bool Launched, int Status, string? Error, int? Milliseconds)
{
    /// <summary>Of an Authorize that ended well: the registered address that the browser was sent back to.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>Of Authorize: it came with a code challenge (RFC 7636).</summary>
    public bool Pkce { get; init; }

    /// <summary>Of Redeem and Refresh that ended well: the scopes of the access token, space-separated.</summary>
    public string? Scopes { get; init; }
}

/// <summary>For vendors: what their apps asked of the sandbox's authorization server in the last thirty days.</summary>
public interface ISandboxCalls
{
    /// <summary>An app's newest calls, newest first.</summary>
    Task<IReadOnlyList<OAuthCall>> Of(string clientId, int limit, CancellationToken ct);
}
