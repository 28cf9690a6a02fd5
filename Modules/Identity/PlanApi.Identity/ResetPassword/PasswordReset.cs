using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.ResetPassword;

/// <summary>Someone asked to reset the password of an address. Stored whether or not the address has an account.</summary>
internal sealed record PasswordReset : Aggregate
{
    public required string Id { get; init; }
    public required Realm Realm { get; init; }
    public required string EmailKey { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset ForgetAt { get; init; }
}

internal sealed record PasswordResetAsked(string ResetId);

internal sealed class PasswordResetDb(IMongoDatabase database) : IModuleDb
{
    public const string ResetsName = "identity.passwordResets";

    public IMongoCollection<PasswordReset> Resets { get; } = database.GetCollection<PasswordReset>(ResetsName);

    public Task EnsureIndexes(CancellationToken ct)
    {
        var keys = Builders<PasswordReset>.IndexKeys;
        return Resets.Indexes.CreateManyAsync(
            [
                new(keys.Ascending(r => r.Realm).Ascending(r => r.EmailKey).Descending(r => r.AskedAt), new CreateIndexOptions { Name = "address" }),
                new(keys.Ascending(r => r.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
    }
}

/// <summary>
/// The links in reset mails. The token follows from the master key and the account's security stamp, which every new password changes: so a
/// link works once, a used one ends all others, and nothing of it is stored.
/// </summary>
internal sealed class ResetLinks(PasswordResetDb db, IdentityDb accounts, MasterKey masterKey, TimeProvider clock)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);
    private const string Purpose = "identity.reset-password";

    /// <summary>Has a link mailed to the address, if it has an account.</summary>
    public Task Ask(Realm realm, string email, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var reset = new PasswordReset
        {
            Id = NewId.At(now),
            Realm = realm,
            EmailKey = EmailAddress.KeyOf(email),
            AskedAt = now,
            ExpiresAt = now + GoodFor,
            ForgetAt = now.AddDays(1),
        };
        return db.Resets.InsertOneAsync(reset.Tell(now, new PasswordResetAsked(reset.Id)), cancellationToken: ct);
    }

    public string PathOf(string resetPath, PasswordReset reset, StoredAccount account) => $"{resetPath}/{reset.Id}.{masterKey.TokenFor(Purpose, Subject(reset, account))}";

    public async Task<StoredAccount?> AccountOf(PasswordReset reset, CancellationToken ct) =>
        await accounts.Accounts.Find(a => a.Realm == reset.Realm && a.EmailKey == reset.EmailKey && !a.Disabled).FirstOrDefaultAsync(ct);

    /// <summary>The account that the link may set a password for; null when it is expired, used, or nobody's in this realm.</summary>
    public async Task<StoredAccount?> Open(Realm realm, string link, CancellationToken ct)
    {
        if (link.Split('.') is not [var id, var token])
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var reset = await db.Resets.Find(r => r.Id == id && r.Realm == realm && r.ExpiresAt > now).FirstOrDefaultAsync(ct);
        var account = reset is null ? null : await AccountOf(reset, ct);
        return account is not null && masterKey.IsTokenFor(Purpose, Subject(reset!, account), token) ? account : null;
    }

    private static string Subject(PasswordReset reset, StoredAccount account) => $"{reset.Id}/{account.Stamp}";
}
