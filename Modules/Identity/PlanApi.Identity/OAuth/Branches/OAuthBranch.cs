using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks;

namespace PlanApi.Identity.OAuth.Branches;

/// <summary>One of the two authorization servers: an issuer, a path prefix, a FHIR base, and keys and tokens of its own.</summary>
/// <param name="Name">What keys and tokens are stored under.</param>
/// <param name="Issuer">The same characters in discovery, <c>iss</c> and tokens; from the public URL, never from the Host header.</param>
/// <param name="FhirBase">The one audience of its access tokens.</param>
internal sealed record OAuthBranch(string Name, bool Sandbox, string Issuer, string Prefix, string FhirBase)
{
    public string UrlOf(string path) => Issuer + path;

    public string PathOf(string path) => Prefix + path;
}

/// <summary>The two branches; the path of a request decides which one answers.</summary>
internal sealed class OAuthBranches(PlanApiSettings settings)
{
    public OAuthBranch Production { get; } = new("production", false, settings.PublicUrl, "", settings.UrlOf(OAuthPaths.FhirBase));

    public OAuthBranch Sandbox { get; } = new(
        "sandbox",
        true,
        settings.UrlOf(OAuthPaths.SandboxPrefix),
        OAuthPaths.SandboxPrefix,
        settings.UrlOf(OAuthPaths.SandboxPrefix + OAuthPaths.FhirBase));

    public OAuthBranch Of(bool sandbox) => sandbox ? Sandbox : Production;

    public OAuthBranch Of(HttpContext http) => Of(http.Request.Path.StartsWithSegments(OAuthPaths.SandboxPrefix, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The branch of the request at hand.</summary>
internal sealed class CurrentBranch(OAuthBranches branches, IHttpContextAccessor http)
{
    public OAuthBranch Value => http.HttpContext is { } context ? branches.Of(context) : branches.Production;
}
