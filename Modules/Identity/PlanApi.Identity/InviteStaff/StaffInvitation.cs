using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;

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
}

internal sealed record StaffInvited(string EmailKey);

internal sealed class StaffInvitationDb(IMongoDatabase database) : IModuleDb
{
    public const string InvitationsName = "identity.staffInvitations";

    public IMongoCollection<StaffInvitation> Invitations { get; } = database.GetCollection<StaffInvitation>(InvitationsName);

    public Task EnsureIndexes(CancellationToken ct) => Invitations.Indexes.CreateOneAsync(
        new CreateIndexModel<StaffInvitation>(Builders<StaffInvitation>.IndexKeys.Ascending(i => i.EmailKey), new() { Name = "address", Unique = true }),
        cancellationToken: ct);
}

internal sealed class StaffInvitations(StaffInvitationDb db, MasterKey masterKey, TimeProvider clock)
{
    public const string Path = "/review/invitation";
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);
    private const string Purpose = "identity.staff-invitation";

    /// <summary>Invites, or invites again with a new link.</summary>
    /// <param name="evenIfOpen">Also when an invitation is still open; otherwise that one stands.</param>
    /// <returns>false when an open invitation was left as it is.</returns>
    public async Task<bool> Invite(string address, bool evenIfOpen, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var key = EmailAddress.KeyOf(address);
        var update = Builders<StaffInvitation>.Update
            .SetOnInsert(i => i.Id, NewId.At(now))
            .Set(i => i.Email, address.Trim())
            .Set(i => i.ExpiresAt, now + GoodFor)
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

    private static string Subject(StaffInvitation invitation) => $"{invitation.Id}/{invitation.LinkNumber}";
}
