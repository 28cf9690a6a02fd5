using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.InviteColleague;

/// <summary>Mails the link of an invitation or, where the address has an account with another organization, says so and how to go on.</summary>
internal sealed class MailInvitation(
    EnrollmentDb db, InvitationLinks links, VendorOrganizations organizations, IAccounts accounts, IMailer mailer, PlanApiSettings settings, TimeProvider clock)
{
    /// <summary>An address gets no more than this many invitations an hour, from however many organizations.</summary>
    public const int MailsPerHour = 5;

    public async Task Run(string invitationId, string eventId, CancellationToken ct)
    {
        var invitation = await db.Invitations.Find(i => i.Id == invitationId).FirstOrDefaultAsync(ct);
        if (invitation is not { State: InvitationState.Open } || invitation.ExpiresAt <= clock.GetUtcNow() || await IsFlooded(invitation, ct)
            || await organizations.FindStored(invitation.OrganizationId, ct) is not { } organization)
        {
            return;
        }

        var values = new Dictionary<string, string>
        {
            ["organization"] = organization.LegalName,
            ["inviter"] = invitation.InvitedByName,
            ["inviter_address"] = invitation.InvitedByEmail,
        };
        if (await accounts.FindByEmail(Realm.Vendor, invitation.Email, ct) is not { } account)
        {
            values["join_url"] = settings.UrlOf(links.PathOf(invitation));
            await mailer.Send(MailTemplate.Render(typeof(MailInvitation), "Invitation", eventId, invitation.Email, values), ct);
        }
        else if (account.OrganizationId != invitation.OrganizationId)
        {
            values["sign_in_url"] = settings.UrlOf(SignInPaths.Vendor);
            await mailer.Send(MailTemplate.Render(typeof(MailInvitation), "BelongsElsewhere", eventId, account.Email, values), ct);
        }
    }

    private async Task<bool> IsFlooded(Invitation invitation, CancellationToken ct)
    {
        var since = invitation.SentAt.AddHours(-1);
        return await db.Invitations.CountDocumentsAsync(i => i.EmailKey == invitation.EmailKey && i.SentAt > since && i.SentAt < invitation.SentAt, cancellationToken: ct) >= MailsPerHour;
    }
}

internal sealed class QueueMailOfInvitation(EnrollmentDb db, IBackgroundJobClient jobs) : IHandle<ColleagueInvited>
{
    public async Task Handle(ColleagueInvited happened, string eventId, CancellationToken ct)
    {
        // The job's arguments hold ids, not addresses.
        if (await db.Invitations.Find(i => i.OrganizationId == happened.OrganizationId && i.EmailKey == happened.EmailKey).FirstOrDefaultAsync(ct) is { } invitation)
        {
            jobs.Enqueue<MailInvitation>(j => j.Run(invitation.Id, eventId, CancellationToken.None));
        }
    }
}
