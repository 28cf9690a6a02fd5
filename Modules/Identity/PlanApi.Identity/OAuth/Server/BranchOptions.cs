using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using PlanApi.BuildingBlocks.Security;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Keys;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// OpenIddict reads its options anew for every request; this gives each branch its own, so that one server answers as two issuers. New
/// options are made when the signing keys change.
/// </summary>
internal sealed class BranchOptions(
    IEnumerable<IConfigureOptions<OpenIddictServerOptions>> configurations,
    IEnumerable<IPostConfigureOptions<OpenIddictServerOptions>> checks,
    OAuthBranches branches,
    CurrentBranch current,
    KeyRing keys,
    MasterKey masterKey) : IOptionsMonitor<OpenIddictServerOptions>
{
    private readonly ConcurrentDictionary<string, (SigningKeys Keys, OpenIddictServerOptions Options)> _made = new();

    public OpenIddictServerOptions CurrentValue => For(current.Value);

    public OpenIddictServerOptions Get(string? name) => name == branches.Sandbox.Name ? For(branches.Sandbox) : For(branches.Production);

    public IDisposable? OnChange(Action<OpenIddictServerOptions, string?> listener) => null;

    private OpenIddictServerOptions For(OAuthBranch branch)
    {
        var now = keys.Of(branch);
        return _made.AddOrUpdate(branch.Name, _ => (now, Make(branch, now)), (_, made) => made.Keys == now ? made : (now, Make(branch, now))).Options;
    }

    private OpenIddictServerOptions Make(OAuthBranch branch, SigningKeys signing)
    {
        var options = new OpenIddictServerOptions();
        foreach (var configuration in configurations)
        {
            configuration.Configure(options);
        }

        options.Issuer = new Uri(branch.Issuer);
        Set(options.AuthorizationEndpointUris, OAuthPaths.Authorize);
        Set(options.TokenEndpointUris, OAuthPaths.Token);
        Set(options.IntrospectionEndpointUris, OAuthPaths.Introspect);
        Set(options.RevocationEndpointUris, OAuthPaths.Revoke);
        Set(options.UserInfoEndpointUris, OAuthPaths.UserInfo);
        Set(options.JsonWebKeySetEndpointUris, OAuthPaths.Keys);
        Set(options.ConfigurationEndpointUris, OAuthPaths.OpenIdConfiguration);

        // Codes and refresh tokens are read by nobody but us: keys derived for the branch, so that the other branch can open none of them.
        options.EncryptionCredentials.Add(new(Derived("encryption"), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        options.SigningCredentials.Add(new(Derived("signing"), SecurityAlgorithms.HmacSha256));
        options.SigningCredentials.AddRange(signing.All.Select(key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
        foreach (var check in checks)
        {
            check.PostConfigure(Options.DefaultName, options);
        }

        return options;

        void Set(List<Uri> addresses, string path)
        {
            addresses.Clear();
            addresses.Add(new Uri(branch.UrlOf(path)));
        }

        SymmetricSecurityKey Derived(string use) => new(masterKey.Derive($"identity.oauth.{branch.Name}.{use}")) { KeyId = $"{branch.Name}.{use}" };
    }
}
