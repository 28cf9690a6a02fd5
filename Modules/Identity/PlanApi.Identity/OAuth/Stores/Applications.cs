using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using PlanApi.AppRegistry.Contracts;

namespace PlanApi.Identity.OAuth.Stores;

/// <summary>OpenIddict's application manager, with secrets checked where they are kept and redirects compared by our rules.</summary>
internal sealed class Applications(
    IOpenIddictApplicationCache<OAuthApp> cache,
    ILogger<OpenIddictApplicationManager<OAuthApp>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OAuthApp> store,
    IClientSecrets secrets) : OpenIddictApplicationManager<OAuthApp>(cache, logger, options, store)
{
    public override async ValueTask<bool> ValidateClientSecretAsync(OAuthApp application, string secret, CancellationToken cancellationToken = default) =>
        application is { Confidential: true, Keys: null } && await secrets.Verify(application.ClientId, secret, cancellationToken);

    public override ValueTask<bool> ValidateRedirectUriAsync(OAuthApp application, string uri, CancellationToken cancellationToken = default) =>
        new(application.RedirectUrls.Any(registered => registered == uri || (application.Native && DifferOnlyInLoopbackPort(registered, uri))));

    /// <summary>RFC 8252, 7.3: a native app listens on whatever port is free.</summary>
    private static bool DifferOnlyInLoopbackPort(string registered, string asked) =>
        Uri.TryCreate(registered, UriKind.Absolute, out var a) && Uri.TryCreate(asked, UriKind.Absolute, out var b)
        && a is { Scheme: "http", IsLoopback: true } && b is { Scheme: "http", IsLoopback: true }
        && a.Host == b.Host && a.UserInfo == b.UserInfo && a.AbsolutePath == b.AbsolutePath && a.Query == b.Query && b.Fragment.Length == 0;
}
