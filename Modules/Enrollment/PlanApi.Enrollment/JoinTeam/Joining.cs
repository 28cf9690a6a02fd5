using MongoDB.Driver;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.JoinTeam;

/// <summary>How joining ended.</summary>
internal abstract record JoinResult
{
    private JoinResult() { }

    public sealed record Joined(string AccountId) : JoinResult;

    public sealed record WeakPassword(IReadOnlyList<string> Problems) : JoinResult;

    /// <summary>The link did its work before, with another password.</summary>
    public sealed record UsedBefore : JoinResult;

    /// <summary>The address has an account with another organization.</summary>
    public sealed record BelongsElsewhere : JoinResult;

    public sealed record Full : JoinResult;

    /// <summary>Withdrawn, run out, or sent again meanwhile.</summary>
    public sealed record Ended : JoinResult;
}

/// <summary>
/// Turns an invitation into an account. The invitation is taken before the account is made, so that one of accepting and withdrawing wins; a run that was
/// cut off in between is finished by pressing again, with the same link.
/// </summary>
internal sealed class Joining(EnrollmentDb db, IAccounts accounts, TimeProvider clock)
{
    public async Task<JoinResult> Join(Invitation invitation, string name, string password, CancellationToken ct)
    {
        if (await accounts.FindByEmail(Realm.Vendor, invitation.Email, ct) is { } there)
        {
            return await PressedAgain(invitation, there, password, ct);
        }

        var account = new NewAccount(Realm.Vendor, invitation.Email, name, password, invitation.OrganizationId);
        if (await accounts.ProblemsOf(account, ct) is { Count: > 0 } problems)
        {
            return new JoinResult.WeakPassword(problems);
        }

        if ((await accounts.OfOrganization(invitation.OrganizationId, ct)).Count >= InviteColleague.InviteColleague.MostPeople)
        {
            return new JoinResult.Full();
        }

        return await TryTake(invitation, ct) ? await MakeAccount(invitation, account, ct) : await FindMade(invitation, password, ct);
    }

    private async Task<JoinResult> MakeAccount(Invitation invitation, NewAccount account, CancellationToken ct)
    {
        if (await accounts.TryCreate(account, ct) is CreateAccountResult.Created created)
        {
            await Note(invitation, InvitationState.Joined, ct);
            return new JoinResult.Joined(created.AccountId);
        }

        return await FindMade(invitation, account.Password, ct);
    }

    /// <summary>Someone was faster: the same button, an enrollment of this address, or whoever withdrew the invitation.</summary>
    private async Task<JoinResult> FindMade(Invitation invitation, string password, CancellationToken ct) =>
        await accounts.FindByEmail(Realm.Vendor, invitation.Email, ct) is { } there ? await PressedAgain(invitation, there, password, ct) : new JoinResult.Ended();

    /// <summary>The account is there. The password just made for it signs in; any other does not.</summary>
    private async Task<JoinResult> PressedAgain(Invitation invitation, Account account, string password, CancellationToken ct)
    {
        if (account.OrganizationId != invitation.OrganizationId)
        {
            await Note(invitation, InvitationState.Open, ct);
            return new JoinResult.BelongsElsewhere();
        }

        await Note(invitation, InvitationState.Joined, ct);
        return await accounts.VerifyPassword(account.AccountId, password, ct) ? new JoinResult.Joined(account.AccountId) : new JoinResult.UsedBefore();
    }

    private async Task<bool> TryTake(Invitation invitation, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var taken = await db.Invitations.UpdateOneAsync(
            i => i.Id == invitation.Id && i.LinkNumber == invitation.LinkNumber && i.ExpiresAt > now && (i.State == InvitationState.Open || i.State == InvitationState.Accepted),
            Builders<Invitation>.Update.Set(i => i.State, InvitationState.Accepted),
            cancellationToken: ct);
        return taken.MatchedCount == 1;
    }

    /// <summary>What became of an invitation that was taken.</summary>
    private Task Note(Invitation invitation, InvitationState state, CancellationToken ct) => db.Invitations.UpdateOneAsync(
        i => i.Id == invitation.Id && i.State == InvitationState.Accepted, Builders<Invitation>.Update.Set(i => i.State, state), cancellationToken: ct);
}
