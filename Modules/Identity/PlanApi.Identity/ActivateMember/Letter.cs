using System.Security.Cryptography;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.ActivateMember;

/// <summary>That a code was posted to a member, who may name any e-mail address with it. A newer letter takes the place of an older one.</summary>
/// <param name="Id">The patient id.</param>
/// <param name="CodeToken">What the code gives under the master key: the store alone does not tell the code.</param>
/// <param name="UsedFor">The address that proved to be its reader's, by <see cref="EmailAddress.KeyOf"/>; "" before. It makes no account on another.</param>
internal sealed record Letter(string Id, string CodeToken, DateTimeOffset ExpiresAt, string UsedFor = "");

internal sealed class LetterDb(IMongoDatabase database) : IModuleDb
{
    public const string LettersName = "identity.letters";

    public IMongoCollection<Letter> Letters { get; } = database.GetCollection<Letter>(LettersName);

    public Task EnsureIndexes(CancellationToken ct) => Letters.Indexes.CreateOneAsync(
        new CreateIndexModel<Letter>(Builders<Letter>.IndexKeys.Ascending(l => l.ExpiresAt), new() { Name = "expire", ExpireAfter = TimeSpan.Zero }), cancellationToken: ct);
}

internal sealed class Letters(LetterDb db, MasterKey masterKey, TimeProvider clock)
{
    public const int DaysGood = 21;
    private const int Length = 12;

    /// <summary>Without what looks alike on paper: 0 and O, 1, I and L.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <returns>The code in groups of four, which nobody can read again, and until when it is good.</returns>
    public async Task<(string Code, DateTimeOffset Until)> Issue(string patientId, CancellationToken ct)
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        var letter = new Letter(patientId, TokenOf(code), clock.GetUtcNow().AddDays(DaysGood));
        await db.Letters.ReplaceOneAsync(l => l.Id == patientId, letter, new ReplaceOptions { IsUpsert = true }, ct);
        return (string.Join('-', code.Chunk(4).Select(part => new string(part))), letter.ExpiresAt);
    }

    /// <summary>What a typed code is compared by; capitals, spaces and hyphens do not matter.</summary>
    public string TokenOf(string typed) => masterKey.TokenFor("identity.letters", new string([.. typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]));

    public async Task<bool> IsOpen(string patientId, string codeToken, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Letters.Find(l => l.Id == patientId && l.CodeToken == codeToken && l.ExpiresAt > now).AnyAsync(ct);
    }

    /// <summary>Binds the letter to an address that has been proved, so that of two who hold it at once one makes an account. The same address may come again.</summary>
    /// <returns>false when the letter has run out, a newer one was sent, or another address came first.</returns>
    public async Task<bool> TryClaim(string patientId, LetterClaim claim, CancellationToken ct)
    {
        var (now, key) = (clock.GetUtcNow(), EmailAddress.KeyOf(claim.Email));
        var claimed = await db.Letters.UpdateOneAsync(
            l => l.Id == patientId && l.CodeToken == claim.CodeToken && l.ExpiresAt > now && (l.UsedFor == "" || l.UsedFor == key),
            Builders<Letter>.Update.Set(l => l.UsedFor, key),
            cancellationToken: ct);
        return claimed.MatchedCount == 1;
    }
}
