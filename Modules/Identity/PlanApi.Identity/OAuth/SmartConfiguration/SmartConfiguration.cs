using System.Text.Json;
using System.Text.Json.Serialization;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.ClientKeys;

namespace PlanApi.Identity.OAuth.SmartConfiguration;

/// <summary>How an app finds the authorization server of a FHIR base (SMART App Launch 2.2, conformance).</summary>
internal sealed class SmartConfiguration(CurrentBranch branch) : EndpointWithoutRequest
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public override void Configure()
    {
        Get(OAuthPaths.Both(OAuthPaths.SmartConfiguration));
        AllowAnonymous();
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Send.ResultAsync(Results.Json(SmartConfigurationReply.Of(branch.Value), Names));
    }
}

/// <summary>The reply, in the specification's names.</summary>
internal sealed record SmartConfigurationReply
{
    public required string Issuer { get; init; }

    public required string JwksUri { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    public required string IntrospectionEndpoint { get; init; }

    public required string RevocationEndpoint { get; init; }

    public required string UserinfoEndpoint { get; init; }

    /// <summary>Where a member sees and revokes what apps may read; the sandbox has no members.</summary>
    public string? ManagementEndpoint { get; init; }

    public IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; } = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];

    public IReadOnlyList<string> TokenEndpointAuthSigningAlgValuesSupported { get; } = CheckAssertion.Algorithms;

    public IReadOnlyList<string> GrantTypesSupported { get; } = ["authorization_code", "refresh_token"];

    public IReadOnlyList<string> ResponseTypesSupported { get; } = ["code"];

    public IReadOnlyList<string> CodeChallengeMethodsSupported { get; } = ["S256"];

    public IReadOnlyList<string> ScopesSupported { get; } = [.. SupportedScopes.Names];

    public IReadOnlyList<string> Capabilities { get; } =
    [
        "launch-ehr", "launch-standalone", "authorize-post", "client-public", "client-confidential-symmetric", "client-confidential-asymmetric", "sso-openid-connect",
        "context-banner", "context-style", "context-ehr-patient", "context-standalone-patient", "permission-offline", "permission-online", "permission-patient",
        "permission-v1", "permission-v2",
    ];

    public static SmartConfigurationReply Of(OAuthBranch branch) => new()
    {
        Issuer = branch.Issuer,
        JwksUri = branch.UrlOf(OAuthPaths.Keys),
        AuthorizationEndpoint = branch.UrlOf(OAuthPaths.Authorize),
        TokenEndpoint = branch.UrlOf(OAuthPaths.Token),
        IntrospectionEndpoint = branch.UrlOf(OAuthPaths.Introspect),
        RevocationEndpoint = branch.UrlOf(OAuthPaths.Revoke),
        UserinfoEndpoint = branch.UrlOf(OAuthPaths.UserInfo),
        ManagementEndpoint = branch.Sandbox ? null : branch.UrlOf(ConnectionPaths.Apps),
    };
}

/// <summary>Both grammars of every scope, and those for a part of a type, for discovery.</summary>
internal static class SupportedScopes
{
    public static IEnumerable<string> Names { get; } =
    [
        .. ScopeSet.Supported.Select(s => s.Text),
        .. ScopeSet.Parse("patient/*.rs").Select(s => s.Text),
        .. ScopePart.All.Select(p => $"patient/{p.ResourceType}.rs{p.Restriction}"),
    ];
}
