using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Enrollment.Data;

/// <summary>Who invites: shown to the one who is invited, and to colleagues.</summary>
internal sealed record Inviter(string OrganizationId, string Name, string Email);

internal enum InviteResult
{
    /// <summary>Invited now, or an open invitation was sent moments ago.</summary>
    Invited,

    /// <summary>The address had a mail moments ago, and that invitation is no longer open.</summary>
    TooSoon,
}

/// <summary>The invitations of one organization: another one's do not exist.</summary>
internal sealed class Invitations(EnrollmentDb db, TimeProvider clock)
{
    /// <summary>No invitation is sent again before this.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<Invitation>> Open(string organizationId, CancellationToken ct) =>
        await db.Invitations.Find(i => i.OrganizationId == organizationId && i.State == InvitationState.Open).SortBy(i => i.InvitedAt).ToListAsync(ct);

    /// <summary>Invites, or invites again with a new link. Twice at once is once.</summary>
    public async Task<InviteResult> Invite(Inviter by, string address, CancellationToken ct)
    {
        var (now, key) = (clock.GetUtcNow(), EmailAddress.KeyOf(address));
        var longAgo = now - Pause;
        var update = Renewed(now)
            .SetOnInsert(i => i.Id, NewId.At(now))
            .Set(i => i.Email, address.Trim())
            .Set(i => i.InvitedByName, by.Name)
            .Set(i => i.InvitedByEmail, by.Email)
            .Set(i => i.InvitedAt, now)
            .Tell(now, new ColleagueInvited(by.OrganizationId, key));
        try
        {
            await db.Invitations.UpdateOneAsync(
                i => i.OrganizationId == by.OrganizationId && i.EmailKey == key && i.SentAt <= longAgo, update, new UpdateOptions { IsUpsert = true }, ct);
            return InviteResult.Invited;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            var sent = await db.Invitations.Find(i => i.OrganizationId == by.OrganizationId && i.EmailKey == key).FirstOrDefaultAsync(ct);
            return sent is { State: InvitationState.Open } ? InviteResult.Invited : InviteResult.TooSoon;
        }
    }

    /// <summary>Sends an open invitation once more, with a new link and time.</summary>
    /// <returns>false when it was sent moments ago; null when there is no such open invitation.</returns>
    public async Task<bool?> SendAgain(string organizationId, string id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var longAgo = now - Pause;
        if (await db.Invitations.Find(Open(organizationId, id)).FirstOrDefaultAsync(ct) is not { } invitation)
        {
            return null;
        }

        var sent = await db.Invitations.UpdateOneAsync(
            Open(organizationId, id) & Builders<Invitation>.Filter.Lte(i => i.SentAt, longAgo),
            Renewed(now).Tell(now, new ColleagueInvited(organizationId, invitation.EmailKey)),
            cancellationToken: ct);
        return sent.MatchedCount == 1;
    }

    /// <summary>Ends an open invitation and its link. Of one that was accepted, or ended before, nothing changes.</summary>
    /// <returns>Whether the organization has such an invitation that is not accepted.</returns>
    public async Task<bool> Withdraw(string organizationId, string id, CancellationToken ct)
    {
        await db.Invitations.UpdateOneAsync(Open(organizationId, id), Builders<Invitation>.Update.Set(i => i.State, InvitationState.Withdrawn), cancellationToken: ct);
        return await db.Invitations.Find(i => i.Id == id && i.OrganizationId == organizationId && i.State == InvitationState.Withdrawn).AnyAsync(ct);
    }

    /// <summary>Ends whatever invitation an address had, so that no link of it lets anyone in.</summary>
    public Task EndAll(string organizationId, string address, CancellationToken ct)
    {
        var key = EmailAddress.KeyOf(address);
        return db.Invitations.UpdateOneAsync(
            i => i.OrganizationId == organizationId && i.EmailKey == key, Builders<Invitation>.Update.Set(i => i.State, InvitationState.Withdrawn), cancellationToken: ct);
    }

    private static UpdateDefinition<Invitation> Renewed(DateTimeOffset now) => Builders<Invitation>.Update
        .Set(i => i.State, InvitationState.Open)
        .Set(i => i.SentAt, now)
        .Set(i => i.ExpiresAt, now + InvitationLinks.GoodFor)
        .Set(i => i.ForgetAt, now + InvitationLinks.GoodFor + RememberedFor)
        .Inc(i => i.LinkNumber, 1);

    private static FilterDefinition<Invitation> Open(string organizationId, string id) =>
        Builders<Invitation>.Filter.Where(i => i.Id == id && i.OrganizationId == organizationId && i.State == InvitationState.Open);
}
