using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ChangeEmail;

/// <summary>Mails the link to the new address, or that it has an account already; and once it is changed, the old address.</summary>
internal sealed class MailOfChange(EmailChangeDb db, IdentityDb accounts, EmailChanges changes, IMailer mailer, PlanApiSettings settings)
{
    /// <summary>Neither does one account send more than this many mails an hour, nor one address get them.</summary>
    public const int MailsPerHour = 5;

    public async Task ToNewAddress(string changeId, string eventId, CancellationToken ct)
    {
        var change = await db.Changes.Find(c => c.Id == changeId).FirstOrDefaultAsync(ct);
        var account = change is null ? null : await AccountOf(change, ct);
        if (account is null or { Disabled: true } || await IsFlooded(change!, ct))
        {
            return;
        }

        var taken = await accounts.Accounts.Find(a => a.Realm == account.Realm && a.EmailKey == change!.NewEmailKey).AnyAsync(ct);
        await mailer.Send(
            MailTemplate.Render(typeof(MailOfChange), taken ? "AddressTaken" : "ConfirmAddress", eventId, change!.NewEmail, account.Language, new Dictionary<string, string>
            {
                ["area"] = account.Language == Language.Spanish ? "el portal del afiliado" : Door.Of(account.Realm).Area.Name.ToLowerInvariant(),
                ["confirm_url"] = taken ? "" : settings.UrlOf(changes.PathOf(change, account)),
                ["sign_in_url"] = settings.UrlOf(Door.Of(account.Realm).Path),
            }),
            ct);
    }

    public async Task ToOldAddress(string changeId, string eventId, CancellationToken ct)
    {
        if (await db.Changes.Find(c => c.Id == changeId).FirstOrDefaultAsync(ct) is { } change && await AccountOf(change, ct) is { } account)
        {
            await mailer.Send(
                MailTemplate.Render(typeof(MailOfChange), "AddressChanged", eventId, change.OldEmail, account.Language, new Dictionary<string, string> { ["name"] = account.DisplayName }), ct);
        }
    }

    private async Task<StoredAccount?> AccountOf(EmailChange change, CancellationToken ct) =>
        await accounts.Accounts.Find(a => a.Id == change.AccountId).FirstOrDefaultAsync(ct);

    private async Task<bool> IsFlooded(EmailChange change, CancellationToken ct)
    {
        var since = change.AskedAt.AddHours(-1);
        return await db.Changes.CountDocumentsAsync(c => c.AccountId == change.AccountId && c.AskedAt > since && c.AskedAt < change.AskedAt, cancellationToken: ct) >= MailsPerHour
            || await db.Changes.CountDocumentsAsync(
                c => c.Realm == change.Realm && c.NewEmailKey == change.NewEmailKey && c.AskedAt > since && c.AskedAt < change.AskedAt, cancellationToken: ct) >= MailsPerHour;
    }
}

internal sealed class QueueMailOfChange(IBackgroundJobClient jobs) : IHandle<EmailChangeAsked>, IHandle<EmailChanged>
{
    public Task Handle(EmailChangeAsked happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<MailOfChange>(j => j.ToNewAddress(happened.ChangeId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task Handle(EmailChanged happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<MailOfChange>(j => j.ToOldAddress(happened.ChangeId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}
