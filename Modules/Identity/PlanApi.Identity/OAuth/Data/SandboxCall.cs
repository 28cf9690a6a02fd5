using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.OAuth.Data;

/// <summary>A call of an app to the sandbox's authorization server. Ids sort by time.</summary>
internal sealed record SandboxCall(string Id, string ClientId, DateTimeOffset At, OAuthStep Step, bool Launched, int Status, string? Error, int? Milliseconds, DateTime ForgetAt)
{
    public string? RedirectUrl { get; init; }

    public bool Pkce { get; init; }

    public string? Scopes { get; init; }
}
