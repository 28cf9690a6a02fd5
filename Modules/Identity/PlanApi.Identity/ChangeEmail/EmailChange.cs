using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.ChangeEmail;

/// <summary>A person asked to sign in with another address from now on. Stored whether or not that address has an account already.</summary>
internal sealed record EmailChange : Aggregate
{
    public required string Id { get; init; }
    public required string AccountId { get; init; }
    public required Realm Realm { get; init; }

    /// <summary>The address that is told once it is no longer the account's.</summary>
    public required string OldEmail { get; init; }

    public required string NewEmail { get; init; }
    public required string NewEmailKey { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset ForgetAt { get; init; }
}

internal sealed record EmailChangeAsked(string ChangeId);

/// <summary>Told by the account, in the write that changed its address.</summary>
internal sealed record EmailChanged(string AccountId, string ChangeId);

internal sealed class EmailChangeDb(IMongoDatabase database) : IModuleDb
{
    public const string ChangesName = "identity.emailChanges";

    public IMongoCollection<EmailChange> Changes { get; } = database.GetCollection<EmailChange>(ChangesName);

    public Task EnsureIndexes(CancellationToken ct)
    {
        var keys = Builders<EmailChange>.IndexKeys;
        return Changes.Indexes.CreateManyAsync(
            [
                new(keys.Ascending(c => c.AccountId).Descending(c => c.AskedAt), new CreateIndexOptions { Name = "account" }),
                new(keys.Ascending(c => c.Realm).Ascending(c => c.NewEmailKey).Descending(c => c.AskedAt), new CreateIndexOptions { Name = "address" }),
                new(keys.Ascending(c => c.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
    }
}
