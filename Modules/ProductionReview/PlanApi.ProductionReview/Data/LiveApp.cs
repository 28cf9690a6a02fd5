using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.ProductionReview.Data;

/// <summary>The approved snapshot of an app: what production uses until the next approval, whatever happens in the sandbox.</summary>
/// <param name="Id">The app id.</param>
/// <param name="NameKey">The name in one case, to sort by and to notice equal names.</param>
/// <param name="Revision">The app's revision that was approved.</param>
internal sealed record LiveApp(
    string Id, string ClientId, string OrganizationId, string CreatedBy, AppDetails Details, string NameKey, long Revision, DateTimeOffset ApprovedAt) : Aggregate
{
    /// <summary>A later revision of the sandbox copy whose details are the approved ones again.</summary>
    public long SameAgainAt { get; init; }

    public bool Suspended { get; init; }

    /// <summary>The logo as it was approved; null for none.</summary>
    public ApprovedLogo? Logo { get; init; }

    /// <summary>Suspensions and reinstatements, oldest first; approvals are kept with their requests.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    public static string KeyOf(string name) => name.ToUpperInvariant();

    /// <summary>Why it is suspended now; null when it is not.</summary>
    public string? SuspendedBecause => Suspended ? Decisions.LastOrDefault(d => d.Kind == DecisionKind.Suspended)?.Reason : null;

    public AboutApp About => new(Id, Details.Name, CreatedBy, OrganizationId);

    public bool HasUnpublished(long revision) => revision > Revision && revision != SameAgainAt;

    public ApprovedApp ToContract() => new(
        Id, ClientId, OrganizationId, Details.Name, Details.OAuthType != ClientOAuthType.AuthorizationCodePkce, Details.ApplicationType == ApplicationType.Native,
        Details.RedirectUrls, Details.LaunchUrl, Details.LogoUrl, Details.OrganizationName, Details.OrganizationWebsite, Details.PrivacyPolicyUrl, Details.SecurityPolicyUrl,
        Details.TermsOfServiceUrl, Details.Description, Details.Scopes, Suspended, ApprovedAt)
    {
        LogoFolder = Logo?.Folder,
        HasPrivateKey = Details.OAuthType == ClientOAuthType.AuthorizationCodePrivateKey,
        JwksUrl = Details.JwksUrl,
        Jwks = Details.Jwks,
    };
}
