using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.Consent.Apps;

/// <summary>Who an app is, as people see it before they decide. Empty strings mean "not given".</summary>
public sealed record AppCard(
    string ClientId, string Name, string OrganizationName, string OrganizationWebsite, string PrivacyPolicyUrl, string SecurityPolicyUrl, string TermsOfServiceUrl,
    string Description)
{
    /// <summary>Where the pictures of its logo are; null when it has none.</summary>
    public string? LogoFolder { get; init; }
}

/// <summary>Apps by client id: the vendor's copy in the sandbox, the approved snapshot in production.</summary>
internal sealed class KnownApps(ISandboxApps sandboxApps, IApprovedApps approvedApps)
{
    public async Task<AppCard?> Find(bool sandbox, string clientId, CancellationToken ct)
    {
        if (sandbox)
        {
            return await sandboxApps.FindByClientId(clientId, ct) is { Details: var draft } found
                ? new(clientId, draft.Name, draft.OrganizationName, draft.OrganizationWebsite, draft.PrivacyPolicyUrl, draft.SecurityPolicyUrl, draft.TermsOfServiceUrl, draft.Description)
                {
                    LogoFolder = found.LogoFolder,
                }
                : null;
        }

        return await approvedApps.FindByClientId(clientId, ct) is { } app
            ? new(clientId, app.Name, app.OrganizationName, app.OrganizationWebsite, app.PrivacyPolicyUrl, app.SecurityPolicyUrl, app.TermsOfServiceUrl, app.Description) { LogoFolder = app.LogoFolder }
            : null;
    }
}
