using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.OAuth.Data;

/// <summary>The collections of the authorization servers.</summary>
internal sealed class OAuthDb(IMongoDatabase database) : IModuleDb
{
    public IMongoCollection<OAuthToken> Tokens { get; } = database.GetCollection<OAuthToken>("identity.tokens");

    public IMongoCollection<Revocation> Revocations { get; } = database.GetCollection<Revocation>("identity.revocations");

    public IMongoCollection<StoredLaunch> Launches { get; } = database.GetCollection<StoredLaunch>("identity.launches");

    public IMongoCollection<TakenAssertion> Assertions { get; } = database.GetCollection<TakenAssertion>("identity.assertions");

    public IMongoCollection<StoredKey> Keys { get; } = database.GetCollection<StoredKey>("identity.keys");

    public IMongoCollection<SandboxCall> SandboxCalls { get; } = database.GetCollection<SandboxCall>("identity.sandboxCalls");

    public async Task EnsureIndexes(CancellationToken ct)
    {
        var tokens = Builders<OAuthToken>.IndexKeys;
        await Tokens.Indexes.CreateManyAsync(
            [
                new(tokens.Ascending(t => t.ReferenceId), new CreateIndexOptions { Name = "reference", Unique = true, Sparse = true }),
                new(tokens.Ascending(t => t.AuthorizationId), new CreateIndexOptions { Name = "family" }),
                new(tokens.Ascending(t => t.GrantId), new CreateIndexOptions { Name = "grant" }),
                new(tokens.Ascending(t => t.ClientId), new CreateIndexOptions { Name = "client" }),
                new(tokens.Ascending(t => t.ClientId).Ascending(t => t.Type).Ascending(t => t.Status).Ascending(t => t.ExpiresAt), new CreateIndexOptions<OAuthToken>
                {
                    Name = "of_sandbox_app",
                    PartialFilterExpression = Builders<OAuthToken>.Filter.Eq(t => t.Sandbox, true),
                }),
                new(tokens.Ascending(t => t.Subject), new CreateIndexOptions { Name = "subject" }),
                new(tokens.Ascending(t => t.PurgeAt), new CreateIndexOptions { Name = "purge", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
        var revocations = Builders<Revocation>.IndexKeys;
        await Revocations.Indexes.CreateManyAsync(
            [
                new(revocations.Ascending(r => r.At), new CreateIndexOptions { Name = "feed" }),
                new(revocations.Ascending(r => r.Until), new CreateIndexOptions { Name = "purge", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
        await Launches.Indexes.CreateOneAsync(
            new CreateIndexModel<StoredLaunch>(
                Builders<StoredLaunch>.IndexKeys.Ascending(l => l.ExpiresAt),
                new CreateIndexOptions { Name = "purge", ExpireAfter = TimeSpan.FromHours(1) }),
            cancellationToken: ct);
        var calls = Builders<SandboxCall>.IndexKeys;
        await SandboxCalls.Indexes.CreateManyAsync(
            [
                new(calls.Ascending(c => c.ClientId).Descending(c => c.Id), new CreateIndexOptions { Name = "of_app" }),
                new(calls.Ascending(c => c.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
        await Assertions.Indexes.CreateOneAsync(
            new CreateIndexModel<TakenAssertion>(
                Builders<TakenAssertion>.IndexKeys.Ascending(a => a.ExpiresAt),
                new CreateIndexOptions { Name = "purge", ExpireAfter = TimeSpan.Zero }),
            cancellationToken: ct);
        await Keys.Indexes.CreateOneAsync(
            new CreateIndexModel<StoredKey>(
                Builders<StoredKey>.IndexKeys.Ascending(k => k.Branch).Descending(k => k.Number),
                new CreateIndexOptions { Name = "newest" }),
            cancellationToken: ct);
    }
}
