using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.Accounts;

/// <summary>The collections of the accounts half of this module.</summary>
internal sealed class IdentityDb(IMongoDatabase database) : IModuleDb
{
    public const string AccountsName = "identity.accounts";

    public IMongoCollection<StoredAccount> Accounts { get; } = database.GetCollection<StoredAccount>(AccountsName);

    public IMongoCollection<AttemptCount> Attempts { get; } = database.GetCollection<AttemptCount>("identity.attempts");

    public async Task EnsureIndexes(CancellationToken ct)
    {
        await Attempts.Indexes.CreateOneAsync(
            new CreateIndexModel<AttemptCount>(Builders<AttemptCount>.IndexKeys.Ascending(a => a.ForgetAt), new() { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            cancellationToken: ct);
        var keys = Builders<StoredAccount>.IndexKeys;
        await Accounts.Indexes.CreateManyAsync(
            [
                new(keys.Ascending(a => a.Realm).Ascending(a => a.EmailKey), new CreateIndexOptions { Name = "address", Unique = true }),
                new(keys.Ascending(a => a.OrganizationId), new CreateIndexOptions { Name = "organization", Sparse = true }),
                new("{ \"passkeys.credentialId\": 1 }", new CreateIndexOptions { Name = "passkey", Sparse = true }),
                new("{ \"links.patientId\": 1 }", new CreateIndexOptions { Name = "linkedTo", Sparse = true }),
                new("{ \"links.until\": 1 }", new CreateIndexOptions { Name = "linkEnds", Sparse = true }),
            ],
            ct);
    }
}
