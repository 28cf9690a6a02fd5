using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.AppRegistry.AppForms;

/// <summary>The form of an application as it was typed. Client id and secret are no part of it: the server holds them.</summary>
public sealed record AppForm
{
    /// <summary>Which reservation of ids a new app takes.</summary>
    public string Reservation { get; init; } = "";

    /// <summary>The revision that an edit started from.</summary>
    public string Revision { get; init; } = "";

    public string Name { get; init; } = "";
    public string OAuthType { get; init; } = "";
    public string JwksUrl { get; init; } = "";
    public string Jwks { get; init; } = "";

    /// <summary>One address a line.</summary>
    public string RedirectUrls { get; init; } = "";

    public string LaunchUrl { get; init; } = "";
    public string LogoUrl { get; init; } = "";
    public string OrganizationName { get; init; } = "";
    public string OrganizationWebsite { get; init; } = "";
    public string PrivacyPolicyUrl { get; init; } = "";
    public string SecurityPolicyUrl { get; init; } = "";
    public string TermsOfServiceUrl { get; init; } = "";
    public string Description { get; init; } = "";
    public string Category { get; init; } = nameof(AppCategory.Other);
    public List<string> Platforms { get; init; } = [];
    public List<string> Scopes { get; init; } = [];
    public string ApplicationType { get; init; } = "";

    /// <summary>Which button was pressed: empty for "Save", <see cref="ThenRequest"/> for "Send Request".</summary>
    public string Then { get; init; } = "";

    internal const string ThenRequest = "request";
    internal const string NameTaken = "Your organization already has an application with this name";

    internal IReadOnlyList<string> RedirectUrlList =>
        [.. RedirectUrls.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    internal bool HasPrivateKey => OAuthType == nameof(ClientOAuthType.AuthorizationCodePrivateKey);

    /// <summary>Where the pressed button leads once the app is saved.</summary>
    internal string AfterSaving(string appId) => Then == ThenRequest ? ProductionReviewPaths.Request(appId) : $"{AppRegistryPaths.App(appId)}?{Saved}";

    /// <summary>The query that has the app's page say that it was saved.</summary>
    internal const string Saved = "saved";

    /// <summary>What is saved; call it on a valid form only.</summary>
    internal AppDetails ToDetails() => new(
        Name.Trim(), Enum.Parse<ClientOAuthType>(OAuthType), RedirectUrlList, LaunchUrl.Trim(), LogoUrl.Trim(), OrganizationName.Trim(), OrganizationWebsite.Trim(),
        PrivacyPolicyUrl.Trim(), SecurityPolicyUrl.Trim(), TermsOfServiceUrl.Trim(), Description.Trim().ReplaceLineEndings("\n"),
        ScopeSet.Supported.Where(s => Scopes.Contains(s.Text)).ToString(), Enum.Parse<ApplicationType>(ApplicationType))
    {
        Category = Enum.Parse<AppCategory>(Category),
        Platforms = [.. Enum.GetValues<AppPlatform>().Where(p => Platforms.Contains($"{p}"))],
        JwksUrl = HasPrivateKey ? JwksUrl.Trim() : "",
        Jwks = HasPrivateKey ? Jwks.Trim().ReplaceLineEndings("\n") : "",
    };

    internal static AppForm Of(AppDetails details, long revision) => new()
    {
        Revision = $"{revision}",
        Name = details.Name,
        OAuthType = $"{details.OAuthType}",
        JwksUrl = details.JwksUrl,
        Jwks = details.Jwks,
        RedirectUrls = string.Join('\n', details.RedirectUrls),
        LaunchUrl = details.LaunchUrl,
        LogoUrl = details.LogoUrl,
        OrganizationName = details.OrganizationName,
        OrganizationWebsite = details.OrganizationWebsite,
        PrivacyPolicyUrl = details.PrivacyPolicyUrl,
        SecurityPolicyUrl = details.SecurityPolicyUrl,
        TermsOfServiceUrl = details.TermsOfServiceUrl,
        Description = details.Description,
        Category = $"{details.Category}",
        Platforms = [.. details.Platforms.Select(p => $"{p}")],
        Scopes = [.. details.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        ApplicationType = $"{details.ApplicationType}",
    };
}
