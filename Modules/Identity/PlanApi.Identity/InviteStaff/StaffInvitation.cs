using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Accounts;

namespace PlanApi.Identity.InviteStaff;

/// <summary>An invitation of an address to the plan's staff; one per address, renewed by inviting again.</summary>
internal sealed record StaffInvitation : Aggregate
{
    public required string Id { get; init; }
    public required string Email { get; init; }
    public required string EmailKey { get; init; }

    /// <summary>Raised by each invitation, which ends the link before it.</summary>
    public required int LinkNumber { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>A <see cref="StaffRole"/>. Invitations from before there were roles make reviewers, which is what they could do then.</summary>
    public string Role { get; init; } = StaffRole.Reviewer;

    /// <summary>The administrator's name; "" where a command or the settings invited.</summary>
    public string InvitedBy { get; init; } = "";

    /// <summary>The account that it made; "" until then.</summary>
    public string AcceptedBy { get; init; } = "";
}

internal sealed record StaffInvited(string EmailKey);

internal sealed class StaffInvitationDb(IMongoDatabase database) : IModuleDb
{
    public const string InvitationsName = "identity.staffInvitations";

    public IMongoCollection<StaffInvitation> Invitations { get; } = database.GetCollection<StaffInvitation>(InvitationsName);

    public Task EnsureIndexes(CancellationToken ct)
    {
        var keys = Builders<StaffInvitation>.IndexKeys;
        return Invitations.Indexes.CreateManyAsync(
            [
                new(keys.Ascending(i => i.EmailKey), new CreateIndexOptions { Name = "address", Unique = true }),
                new(keys.Ascending(i => i.AcceptedBy).Ascending(i => i.ExpiresAt), new CreateIndexOptions { Name = "open" }),
            ],
            ct);
    }
}

internal sealed class StaffInvitations(StaffInvitationDb db, MasterKey masterKey, TimeProvider clock)
{
    public const string Path = "/review/invitation";
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);
    private const string Purpose = "identity.staff-invitation";

    /// <summary>Invites, or invites again with a new link.</summary>
    /// <param name="evenIfOpen">Also when an invitation is still open; otherwise that one stands.</param>
    /// <returns>false when an open invitation was left as it is.</returns>
    public async Task<bool> Invite(string address, string role, string by, bool evenIfOpen, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var key = EmailAddress.KeyOf(address);
        var update = Builders<StaffInvitation>.Update
            .SetOnInsert(i => i.Id, NewId.At(now))
            .Set(i => i.Email, address.Trim())
            .Set(i => i.ExpiresAt, now + GoodFor)
            .Set(i => i.Role, role)
            .Set(i => i.InvitedBy, by)
            .Set(i => i.AcceptedBy, "")
            .Inc(i => i.LinkNumber, 1)
            .Tell(now, new StaffInvited(key));
        var filter = Builders<StaffInvitation>.Filter.Where(i => i.EmailKey == key);
        if (!evenIfOpen)
        {
            filter &= Builders<StaffInvitation>.Filter.Lte(i => i.ExpiresAt, now);
        }

        try
        {
            await db.Invitations.UpdateOneAsync(filter, update, new UpdateOptions { IsUpsert = true }, ct);
            return true;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            // There is one, and the filter did not let it be renewed.
            return false;
        }
    }

    public async Task<StaffInvitation?> Find(string emailKey, CancellationToken ct) =>
        await db.Invitations.Find(i => i.EmailKey == emailKey).FirstOrDefaultAsync(ct);

    public async Task<StaffInvitation?> FindById(string id, CancellationToken ct) => await db.Invitations.Find(i => i.Id == id).FirstOrDefaultAsync(ct);

    public string PathOf(StaffInvitation invitation) => $"{Path}/{invitation.Id}.{masterKey.TokenFor(Purpose, Subject(invitation))}";

    /// <summary>The invitation whose newest link this is, while it is open.</summary>
    public async Task<StaffInvitation?> Open(string link, CancellationToken ct)
    {
        if (link.Split('.') is not [var id, var token])
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var invitation = await db.Invitations.Find(i => i.Id == id && i.ExpiresAt > now).FirstOrDefaultAsync(ct);
        return invitation is not null && masterKey.IsTokenFor(Purpose, Subject(invitation), token) ? invitation : null;
    }

    /// <summary>Every invitation that can still be accepted.</summary>
    public async Task<IReadOnlyList<StaffInvitation>> AllOpen(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Invitations.Find(Open() & Builders<StaffInvitation>.Filter.Gt(i => i.ExpiresAt, now)).SortBy(i => i.ExpiresAt).ToListAsync(ct);
    }

    /// <summary>Notes the account that this link made: no other one comes of it.</summary>
    public Task Accept(StaffInvitation invitation, string accountId, CancellationToken ct) => db.Invitations.UpdateOneAsync(
        i => i.Id == invitation.Id && i.LinkNumber == invitation.LinkNumber, Builders<StaffInvitation>.Update.Set(i => i.AcceptedBy, accountId), cancellationToken: ct);

    public Task Withdraw(string id, CancellationToken ct) => db.Invitations.DeleteOneAsync(Open() & Builders<StaffInvitation>.Filter.Eq(i => i.Id, id), ct);

    public Task Close(string emailKey, CancellationToken ct) => db.Invitations.DeleteOneAsync(i => i.EmailKey == emailKey, ct);

    /// <summary>Of one link, as <see cref="Administrators"/> remembers it.</summary>
    public static string KeyOf(StaffInvitation invitation) => Subject(invitation);

    // An invitation from before there were roles has no such field.
    private static FilterDefinition<StaffInvitation> Open() => Builders<StaffInvitation>.Filter.In(i => i.AcceptedBy, ["", null]);

    private static string Subject(StaffInvitation invitation) => $"{invitation.Id}/{invitation.LinkNumber}";
}
