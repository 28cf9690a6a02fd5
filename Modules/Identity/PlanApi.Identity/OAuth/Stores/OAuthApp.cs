using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.Identity.OAuth.Stores;

/// <summary>An app as one branch sees it: the sandbox copy, or the approved snapshot.</summary>
internal sealed record OAuthApp(
    string ClientId, string OrganizationId, string Name, bool Confidential, bool Native, IReadOnlyList<string> RedirectUrls, ScopeSet Scopes)
{
    /// <summary>By what a confidential app proves itself instead of a secret; null when it has a secret, or is public.</summary>
    public DeclaredKeys? Keys { get; init; }

    /// <summary>When its details were approved as they are; null in the sandbox, where nobody approves them.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }
}

/// <summary>Where an app's public keys are: one of the two is empty.</summary>
internal sealed record DeclaredKeys(string Url, string Inline);

/// <summary>Apps of the branch at hand. What is suspended in production is not there, and so authorizes nothing.</summary>
internal sealed class OAuthApps(CurrentBranch branch, ISandboxApps sandbox, IApprovedApps approved)
{
    public async Task<OAuthApp?> Find(string clientId, CancellationToken ct) => branch.Value.Sandbox
        ? await sandbox.FindByClientId(clientId, ct) is { } app ? From(app) : null
        : await approved.FindByClientId(clientId, ct) is { Suspended: false } snapshot ? From(snapshot) : null;

    private static OAuthApp From(SandboxApp app) => new(
        app.ClientId,
        app.OrganizationId,
        app.Details.Name,
        app.Details.OAuthType is not ClientOAuthType.AuthorizationCodePkce,
        app.Details.ApplicationType is ApplicationType.Native,
        app.Details.RedirectUrls,
        ScopeSet.Parse(app.Details.Scopes))
    {
        Keys = app.Details.OAuthType is ClientOAuthType.AuthorizationCodePrivateKey ? new(app.Details.JwksUrl, app.Details.Jwks) : null,
    };

    private static OAuthApp From(ApprovedApp app) => new(
        app.ClientId, app.OrganizationId, app.Name, app.Confidential, app.Native, app.RedirectUrls, ScopeSet.Parse(app.Scopes))
    {
        Keys = app.HasPrivateKey ? new(app.JwksUrl, app.Jwks) : null,
        ApprovedAt = app.ApprovedAt,
    };
}
