using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Consent.Data;

/// <summary>This module's collections.</summary>
internal sealed class ConsentDb(IMongoDatabase database) : IModuleDb
{
    public const string GrantsName = "consent.grants";

    public IMongoCollection<StoredGrant> Grants { get; } = database.GetCollection<StoredGrant>(GrantsName);
    public IMongoCollection<StoredRequest> Requests { get; } = database.GetCollection<StoredRequest>("consent.requests");

    public async Task EnsureIndexes(CancellationToken ct)
    {
        await Grants.Indexes.CreateManyAsync(
            [
                // One live grant a key: whatever two consents at once do, the index decides.
                new(Builders<StoredGrant>.IndexKeys.Ascending(g => g.Key), new CreateIndexOptions<StoredGrant>
                {
                    Name = "one_live",
                    Unique = true,
                    PartialFilterExpression = Builders<StoredGrant>.Filter.Eq(g => g.State, GrantState.Live),
                }),
                new(Builders<StoredGrant>.IndexKeys.Ascending(g => g.AccountId).Ascending(g => g.State), new() { Name = "of_account" }),
                new(Builders<StoredGrant>.IndexKeys.Ascending(g => g.PatientId).Ascending(g => g.State), new() { Name = "of_patient" }),
                new(Builders<StoredGrant>.IndexKeys.Ascending(g => g.ClientId).Ascending(g => g.State), new CreateIndexOptions<StoredGrant>
                {
                    Name = "of_sandbox_app",
                    PartialFilterExpression = Builders<StoredGrant>.Filter.Eq(g => g.Sandbox, true),
                }),
            ],
            ct);
        await Requests.Indexes.CreateOneAsync(
            new CreateIndexModel<StoredRequest>(
                Builders<StoredRequest>.IndexKeys.Ascending(r => r.ExpiresAt),
                new CreateIndexOptions { Name = "expired", ExpireAfter = TimeSpan.FromHours(1) }),
            cancellationToken: ct);
    }
}
