using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.Accounts;

/// <summary>The collections of the accounts half of this module.</summary>
internal sealed class IdentityDb(IMongoDatabase database) : IModuleDb
{
    public const string AccountsName = "identity.accounts";

    public IMongoCollection<StoredAccount> Accounts { get; } = database.GetCollection<StoredAccount>(AccountsName);

    public Task EnsureIndexes(CancellationToken ct)
    {
        var keys = Builders<StoredAccount>.IndexKeys;
        return Accounts.Indexes.CreateManyAsync(
            [
                new(keys.Ascending(a => a.Realm).Ascending(a => a.EmailKey), new CreateIndexOptions { Name = "address", Unique = true }),
                new(keys.Ascending(a => a.OrganizationId), new CreateIndexOptions { Name = "organization", Sparse = true }),
            ],
            ct);
    }
}
