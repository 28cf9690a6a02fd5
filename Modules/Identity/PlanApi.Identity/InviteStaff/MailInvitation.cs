using Hangfire;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.Identity.InviteStaff;

internal sealed class MailInvitation(StaffInvitations invitations, IMailer mailer, PlanApiSettings settings)
{
    public async Task Run(string invitationId, string eventId, CancellationToken ct)
    {
        if (await invitations.FindById(invitationId, ct) is not { } invitation)
        {
            return;
        }

        await mailer.Send(
            MailTemplate.Render(typeof(MailInvitation), "StaffInvitation", eventId, invitation.Email, new Dictionary<string, string>
            {
                ["invitation_url"] = settings.UrlOf(invitations.PathOf(invitation)),
            }),
            ct);
    }
}

internal sealed class QueueMailOfInvitation(StaffInvitations invitations, IBackgroundJobClient jobs) : IHandle<StaffInvited>
{
    public async Task Handle(StaffInvited happened, string eventId, CancellationToken ct)
    {
        // The job's arguments hold ids, not addresses.
        if (await invitations.Find(happened.EmailKey, ct) is { } invitation)
        {
            jobs.Enqueue<MailInvitation>(j => j.Run(invitation.Id, eventId, CancellationToken.None));
        }
    }
}
