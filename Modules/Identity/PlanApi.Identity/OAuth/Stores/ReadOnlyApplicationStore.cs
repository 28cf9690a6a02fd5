using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;

namespace PlanApi.Identity.OAuth.Stores;

/// <summary>The part of OpenIddict's application store that a read-only view has no use for.</summary>
internal abstract class ReadOnlyApplicationStore : IOpenIddictApplicationStore<OAuthApp>
{
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask<long> CountAsync<TResult>(Func<IQueryable<OAuthApp>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask CreateAsync(OAuthApp application, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask DeleteAsync(OAuthApp application, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<OAuthApp?> FindByIdAsync(string identifier, CancellationToken cancellationToken);

    public abstract ValueTask<OAuthApp?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken);

    public IAsyncEnumerable<OAuthApp> FindByPostLogoutRedirectUriAsync(string uri, CancellationToken cancellationToken) => throw ReadOnly();

    public IAsyncEnumerable<OAuthApp> FindByRedirectUriAsync(string uri, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<string?> GetApplicationTypeAsync(OAuthApp application, CancellationToken cancellationToken);

    public ValueTask<TResult?> GetAsync<TState, TResult>(Func<IQueryable<OAuthApp>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<string?> GetClientIdAsync(OAuthApp application, CancellationToken cancellationToken);

    public abstract ValueTask<string?> GetClientSecretAsync(OAuthApp application, CancellationToken cancellationToken);

    public abstract ValueTask<string?> GetClientTypeAsync(OAuthApp application, CancellationToken cancellationToken);

    public abstract ValueTask<string?> GetConsentTypeAsync(OAuthApp application, CancellationToken cancellationToken);

    public abstract ValueTask<string?> GetDisplayNameAsync(OAuthApp application, CancellationToken cancellationToken);

    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDisplayNamesAsync(OAuthApp application, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<string?> GetIdAsync(OAuthApp application, CancellationToken cancellationToken);

    public ValueTask<JsonWebKeySet?> GetJsonWebKeySetAsync(OAuthApp application, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<ImmutableArray<string>> GetPermissionsAsync(OAuthApp application, CancellationToken cancellationToken);

    public ValueTask<ImmutableArray<string>> GetPostLogoutRedirectUrisAsync(OAuthApp application, CancellationToken cancellationToken) => new([]);

    public abstract ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(OAuthApp application, CancellationToken cancellationToken);

    public abstract ValueTask<ImmutableArray<string>> GetRedirectUrisAsync(OAuthApp application, CancellationToken cancellationToken);

    public abstract ValueTask<ImmutableArray<string>> GetRequirementsAsync(OAuthApp application, CancellationToken cancellationToken);

    public abstract ValueTask<ImmutableDictionary<string, string>> GetSettingsAsync(OAuthApp application, CancellationToken cancellationToken);

    public ValueTask<OAuthApp> InstantiateAsync(CancellationToken cancellationToken) => throw ReadOnly();

    public IAsyncEnumerable<OAuthApp> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw ReadOnly();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(Func<IQueryable<OAuthApp>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetApplicationTypeAsync(OAuthApp application, string? type, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetClientIdAsync(OAuthApp application, string? identifier, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetClientSecretAsync(OAuthApp application, string? secret, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetClientTypeAsync(OAuthApp application, string? type, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetConsentTypeAsync(OAuthApp application, string? type, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetDisplayNameAsync(OAuthApp application, string? name, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetDisplayNamesAsync(OAuthApp application, ImmutableDictionary<CultureInfo, string> names, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetJsonWebKeySetAsync(OAuthApp application, JsonWebKeySet? set, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetPermissionsAsync(OAuthApp application, ImmutableArray<string> permissions, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetPostLogoutRedirectUrisAsync(OAuthApp application, ImmutableArray<string> uris, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetPropertiesAsync(OAuthApp application, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetRedirectUrisAsync(OAuthApp application, ImmutableArray<string> uris, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetRequirementsAsync(OAuthApp application, ImmutableArray<string> requirements, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetSettingsAsync(OAuthApp application, ImmutableDictionary<string, string> settings, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask UpdateAsync(OAuthApp application, CancellationToken cancellationToken) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("Apps are kept by AppRegistry and ProductionReview; this is a view of them.");
}
