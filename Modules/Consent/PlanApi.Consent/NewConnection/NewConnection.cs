using Hangfire;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Consent.Apps;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Consent.NewConnection;

/// <summary>Tells a member by e-mail that an app was connected: if it was not the member, it is the first to know.</summary>
internal sealed class TellMember(IBackgroundJobClient jobs) : IHandle<GrantGiven>
{
    public Task Handle(GrantGiven happened, string eventId, CancellationToken ct)
    {
        if (!happened.Sandbox)
        {
            jobs.Enqueue<SendNewConnectionMail>(job => job.Run(happened.GrantId, eventId, CancellationToken.None));
        }

        return Task.CompletedTask;
    }
}

internal sealed class SendNewConnectionMail(IGrants grants, IAccounts accounts, KnownApps apps, IMailer mailer, PlanApiSettings settings)
{
    /// <remarks>A grant that was revoked before the mail went out needs no mail.</remarks>
    public async Task Run(string grantId, string eventId, CancellationToken ct)
    {
        if (await grants.FindLive(grantId, ct) is not { } grant
            || await accounts.Find(grant.AccountId, ct) is not { } account
            || await apps.Find(grant.Sandbox, grant.ClientId, ct) is not { } app)
        {
            return;
        }

        await mailer.Send(
            MailTemplate.Render(typeof(SendNewConnectionMail), "NewConnection", eventId, account.Email, account.Language, new Dictionary<string, string>
            {
                ["name"] = account.DisplayName,
                ["app"] = app.Name,
                ["organization"] = app.OrganizationName,
                ["connected_apps_url"] = settings.UrlOf(ConnectedApps.ConnectedApps.Path),
            }),
            ct);
    }
}
