using MongoDB.Driver;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.Accounts;

/// <summary>What a browser was asked to sign with a passkey: by one account, for one purpose, once, within minutes.</summary>
/// <param name="Name">Of the passkey that is being added; "" for a sign-in.</param>
/// <param name="Options">For the browser's WebAuthn call, in JSON.</param>
/// <param name="State">For the check of its answer.</param>
internal sealed record PasskeyChallenge(string Id, string AccountId, bool Adds, string Name, string Options, string State, DateTimeOffset Until);

internal sealed class PasskeyChallenges(IMongoDatabase database, TimeProvider clock) : IModuleDb
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);
    private readonly IMongoCollection<PasskeyChallenge> _challenges = database.GetCollection<PasskeyChallenge>("identity.passkeyChallenges");

    public Task EnsureIndexes(CancellationToken ct) => _challenges.Indexes.CreateOneAsync(
        new CreateIndexModel<PasskeyChallenge>(Builders<PasskeyChallenge>.IndexKeys.Ascending(c => c.Until), new() { Name = "forget", ExpireAfter = TimeSpan.Zero }), cancellationToken: ct);

    public async Task<PasskeyChallenge> Keep(string accountId, bool adds, string name, string options, string state, CancellationToken ct)
    {
        var challenge = new PasskeyChallenge(Secrets.New(), accountId, adds, name, options, state, clock.GetUtcNow() + GoodFor);
        await _challenges.InsertOneAsync(challenge, cancellationToken: ct);
        return challenge;
    }

    public async Task<PasskeyChallenge?> Find(string id, string accountId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await _challenges.Find(c => c.Id == id && c.AccountId == accountId && c.Adds && c.Until > now).FirstOrDefaultAsync(ct);
    }

    /// <summary>Takes it, once: of two answers to one challenge the second finds none.</summary>
    public async Task<PasskeyChallenge?> Take(string id, string accountId, bool adds, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await _challenges.FindOneAndDeleteAsync<PasskeyChallenge>(c => c.Id == id && c.AccountId == accountId && c.Adds == adds && c.Until > now, cancellationToken: ct);
    }
}
