using System.Collections.Immutable;
using System.Text.Json;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Stores;

/// <summary>The apps of the branch at hand, as OpenIddict asks for them.</summary>
internal sealed class ApplicationStore(OAuthApps apps) : ReadOnlyApplicationStore
{
    public override async ValueTask<OAuthApp?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken) => await apps.Find(identifier, cancellationToken);

    public override ValueTask<OAuthApp?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => FindByClientIdAsync(identifier, cancellationToken);

    public override ValueTask<string?> GetIdAsync(OAuthApp application, CancellationToken cancellationToken) => new(application.ClientId);

    public override ValueTask<string?> GetClientIdAsync(OAuthApp application, CancellationToken cancellationToken) => new(application.ClientId);

    /// <summary>Secrets stay with AppRegistry; see <see cref="Applications"/>.</summary>
    public override ValueTask<string?> GetClientSecretAsync(OAuthApp application, CancellationToken cancellationToken) => default;

    public override ValueTask<string?> GetDisplayNameAsync(OAuthApp application, CancellationToken cancellationToken) => new(application.Name);

    public override ValueTask<string?> GetClientTypeAsync(OAuthApp application, CancellationToken cancellationToken) =>
        new(application.Confidential ? ClientTypes.Confidential : ClientTypes.Public);

    public override ValueTask<string?> GetApplicationTypeAsync(OAuthApp application, CancellationToken cancellationToken) =>
        new(application.Native ? ApplicationTypes.Native : ApplicationTypes.Web);

    public override ValueTask<string?> GetConsentTypeAsync(OAuthApp application, CancellationToken cancellationToken) => new(ConsentTypes.Explicit);

    public override ValueTask<ImmutableArray<string>> GetRedirectUrisAsync(OAuthApp application, CancellationToken cancellationToken) => new([.. application.RedirectUrls]);

    public override ValueTask<ImmutableArray<string>> GetRequirementsAsync(OAuthApp application, CancellationToken cancellationToken) =>
        new(application.Confidential ? [] : [Requirements.Features.ProofKeyForCodeExchange]);

    public override ValueTask<ImmutableArray<string>> GetPermissionsAsync(OAuthApp application, CancellationToken cancellationToken) => new([]);

    public override ValueTask<ImmutableDictionary<string, string>> GetSettingsAsync(OAuthApp application, CancellationToken cancellationToken) =>
        new(ImmutableDictionary<string, string>.Empty);

    public override ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(OAuthApp application, CancellationToken cancellationToken) =>
        new(ImmutableDictionary<string, JsonElement>.Empty);
}
