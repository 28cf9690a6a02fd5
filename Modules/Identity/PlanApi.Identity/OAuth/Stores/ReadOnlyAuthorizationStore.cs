using System.Collections.Immutable;
using System.Text.Json;
using OpenIddict.Abstractions;
using PlanApi.Identity.OAuth.Data;

namespace PlanApi.Identity.OAuth.Stores;

/// <summary>The part of OpenIddict's authorization store that a read-only view has no use for.</summary>
internal abstract class ReadOnlyAuthorizationStore : IOpenIddictAuthorizationStore<OAuthAuthorization>
{
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask<long> CountAsync<TResult>(Func<IQueryable<OAuthAuthorization>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask CreateAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask DeleteAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => throw ReadOnly();

    public IAsyncEnumerable<OAuthAuthorization> FindAsync(string? subject, string? client, string? status, string? type, ImmutableArray<string>? scopes, CancellationToken cancellationToken) => throw ReadOnly();

    public IAsyncEnumerable<OAuthAuthorization> FindByApplicationIdAsync(string identifier, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<OAuthAuthorization?> FindByIdAsync(string identifier, CancellationToken cancellationToken);

    public IAsyncEnumerable<OAuthAuthorization> FindBySubjectAsync(string subject, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<string?> GetApplicationIdAsync(OAuthAuthorization authorization, CancellationToken cancellationToken);

    public ValueTask<TResult?> GetAsync<TState, TResult>(Func<IQueryable<OAuthAuthorization>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<DateTimeOffset?> GetCreationDateAsync(OAuthAuthorization authorization, CancellationToken cancellationToken);

    public abstract ValueTask<string?> GetIdAsync(OAuthAuthorization authorization, CancellationToken cancellationToken);

    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => throw ReadOnly();

    public abstract ValueTask<ImmutableArray<string>> GetScopesAsync(OAuthAuthorization authorization, CancellationToken cancellationToken);

    public abstract ValueTask<string?> GetStatusAsync(OAuthAuthorization authorization, CancellationToken cancellationToken);

    public abstract ValueTask<string?> GetSubjectAsync(OAuthAuthorization authorization, CancellationToken cancellationToken);

    public abstract ValueTask<string?> GetTypeAsync(OAuthAuthorization authorization, CancellationToken cancellationToken);

    public ValueTask<OAuthAuthorization> InstantiateAsync(CancellationToken cancellationToken) => throw ReadOnly();

    public IAsyncEnumerable<OAuthAuthorization> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw ReadOnly();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(Func<IQueryable<OAuthAuthorization>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask<long> PruneAsync(DateTimeOffset threshold, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask<long> RevokeAsync(string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask<long> RevokeByApplicationIdAsync(string identifier, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetApplicationIdAsync(OAuthAuthorization authorization, string? identifier, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetCreationDateAsync(OAuthAuthorization authorization, DateTimeOffset? date, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetPropertiesAsync(OAuthAuthorization authorization, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetScopesAsync(OAuthAuthorization authorization, ImmutableArray<string> scopes, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetStatusAsync(OAuthAuthorization authorization, string? status, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetSubjectAsync(OAuthAuthorization authorization, string? subject, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetTypeAsync(OAuthAuthorization authorization, string? type, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask UpdateAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("Grants are kept by Consent; this is a view of them.");
}
