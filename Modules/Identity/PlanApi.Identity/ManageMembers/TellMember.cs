using Hangfire;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.ManageMembers;

/// <summary>Tells a member by mail what the plan's staff did.</summary>
internal sealed class TellMember(IBackgroundJobClient jobs) : IHandle<MemberServed>
{
    public Task Handle(MemberServed happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<MailServed>(j => j.Run(happened.EntryId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

internal sealed class MailServed(MemberEntries entries, IAccounts accounts, IMailer mailer, PlanApiSettings settings)
{
    public async Task Run(string entryId, string eventId, CancellationToken ct)
    {
        if (await entries.Find(entryId, ct) is not { TellAccount.Length: > 0 } entry || await accounts.Find(entry.TellAccount, ct) is not { Disabled: false } account)
        {
            return;
        }

        await mailer.Send(
            MailTemplate.Render(typeof(MailServed), "Served", eventId, account.Email, account.Language, new Dictionary<string, string>
            {
                ["what"] = entry.What,
                ["name"] = account.DisplayName,
                ["app"] = entry.What == Deed.Revoke.Key ? entry.To : "",
                ["member_url"] = settings.UrlOf(MemberHome.MemberHome.Path),
            }),
            ct);
    }
}
