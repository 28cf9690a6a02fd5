using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace PlanApi.Identity.OAuth.Branches;

/// <summary>Paths below a branch's prefix; see <see cref="OAuthBranch"/>.</summary>
internal static class OAuthPaths
{
    public const string SandboxPrefix = "/sandbox";
    public const string Authorize = "/oauth/authorize";
    public const string Token = "/oauth/token";
    public const string Introspect = "/oauth/introspect";
    public const string Revoke = "/oauth/revoke";
    public const string UserInfo = "/oauth/userinfo";
    public const string Keys = "/oauth/jwks";
    public const string OpenIdConfiguration = "/.well-known/openid-configuration";
    public const string Style = "/oauth/style-1.json";
    public const string FhirBase = "/fhir";
    public const string SmartConfiguration = "/fhir/.well-known/smart-configuration";

    private static readonly FrozenSet<string> AllEndpoints = new[] { Authorize, Token, Introspect, Revoke, UserInfo, Keys, OpenIdConfiguration }
        .SelectMany(Both)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> ByPostOnly = new[] { Token, Introspect, Revoke }.SelectMany(Both).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether requests here carry secrets, and so have no place in an address.</summary>
    public static bool TakesPostOnly(PathString path) => path.Value is { } value && ByPostOnly.Contains(value.TrimEnd('/'));

    /// <summary>Whether the authorization server answers here.</summary>
    public static bool IsEndpoint(PathString path) => path.Value is { } value && AllEndpoints.Contains(value.TrimEnd('/'));

    /// <summary>Both branches' copies of a path.</summary>
    public static string[] Both(string path) => [path, SandboxPrefix + path];
}
