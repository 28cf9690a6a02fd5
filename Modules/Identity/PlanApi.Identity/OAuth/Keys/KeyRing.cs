using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;

namespace PlanApi.Identity.OAuth.Keys;

/// <summary>The keys of a branch that count now: the first signs, all are published and verify.</summary>
internal sealed record SigningKeys(IReadOnlyList<RsaSecurityKey> All);

/// <summary>
/// The RSA keys that sign access and identity tokens. They lie in the store, encrypted, so that all hosts share them and a restart keeps them.
/// A new one is made every ninety days and published for a day before it signs; an old one verifies for two days after.
/// </summary>
internal sealed partial class KeyRing(OAuthDb db, MasterKey masterKey, OAuthBranches branches, TimeProvider clock, ILogger<KeyRing> logger)
    : HeldInMemory(TimeSpan.FromHours(1), clock)
{
    private const string Purpose = "identity.oauth.keys";
    private static readonly TimeSpan Age = TimeSpan.FromDays(90);
    private static readonly TimeSpan PublishedBefore = TimeSpan.FromDays(1);
    private static readonly TimeSpan VerifiesAfter = TimeSpan.FromDays(2);
    private readonly ConcurrentDictionary<string, SigningKeys> _keys = new();
    private readonly ConcurrentDictionary<string, RsaSecurityKey> _opened = new();

    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public SigningKeys Of(OAuthBranch branch) =>
        _keys.TryGetValue(branch.Name, out var keys) ? keys : throw new InvalidOperationException("Signing keys are loaded when the host starts.");

    /// <summary>First before the web server listens: nothing is ever signed or checked without keys.</summary>
    protected override Task Read(CancellationToken ct) => Task.WhenAll(Load(branches.Production, ct), Load(branches.Sandbox, ct));

    private async Task Load(OAuthBranch branch, CancellationToken ct)
    {
        var stored = await Stored(branch, ct);
        var now = Clock.GetUtcNow();
        if (stored.Count == 0 || stored[0].MadeAt + Age < now)
        {
            await TryMake(branch, stored.Count == 0 ? 1 : stored[0].Number + 1, now, ct);
            stored = await Stored(branch, ct);
        }

        var signs = stored.FirstOrDefault(k => k.MadeAt + PublishedBefore <= now) ?? stored[^1];
        var others = stored.Where((k, i) => k != signs && (k.Number > signs.Number || stored[i - 1].MadeAt + PublishedBefore + VerifiesAfter > now));
        List<RsaSecurityKey> all = [.. others.Prepend(signs).Select(Open)];
        if (!_keys.TryGetValue(branch.Name, out var known) || !known.All.SequenceEqual(all))
        {
            _keys[branch.Name] = new SigningKeys(all);
        }
    }

    /// <summary>Newest first.</summary>
    private Task<List<StoredKey>> Stored(OAuthBranch branch, CancellationToken ct) =>
        db.Keys.Find(k => k.Branch == branch.Name).SortByDescending(k => k.Number).ToListAsync(ct);

    private async Task TryMake(OAuthBranch branch, int number, DateTimeOffset now, CancellationToken ct)
    {
        using var rsa = await Task.Run(static () => RSA.Create(2048), ct);
        try
        {
            await db.Keys.InsertOneAsync(
                new($"{branch.Name}.{number}", branch.Name, number, masterKey.Encrypt(Purpose, rsa.ExportRSAPrivateKey()), now),
                cancellationToken: ct);
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            // Another host made it first; its key is the one.
        }
    }

    private RsaSecurityKey Open(StoredKey stored) => _opened.GetOrAdd(stored.Id, _ =>
    {
        var rsa = RSA.Create();
        rsa.ImportRSAPrivateKey(masterKey.Decrypt(Purpose, stored.Sealed), out var _);
        return new RsaSecurityKey(rsa) { KeyId = stored.Id };
    });

    [LoggerMessage(LogLevel.Warning, "Signing keys could not be reloaded; the known ones go on")]
    protected override partial void ReadFailed(Exception exception);
}
