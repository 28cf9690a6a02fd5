using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ResetPassword;

/// <summary>Mails the reset link, if the address has an account.</summary>
internal sealed class MailResetLink(PasswordResetDb db, ResetLinks links, IMailer mailer, PlanApiSettings settings)
{
    /// <summary>An address gets no more than this many mails an hour, however often someone asks.</summary>
    public const int MailsPerHour = 5;

    public async Task Run(string resetId, string eventId, CancellationToken ct)
    {
        var reset = await db.Resets.Find(r => r.Id == resetId).FirstOrDefaultAsync(ct);
        if (reset is null || await links.AccountOf(reset, ct) is not { } account || await IsFlooded(reset, ct))
        {
            return;
        }

        var door = Door.Of(reset.Realm);
        await mailer.Send(
            MailTemplate.Render(typeof(MailResetLink), "ResetPassword", eventId, account.Email, account.Language, new Dictionary<string, string>
            {
                ["area"] = account.Language == Language.Spanish ? "el portal del afiliado" : door.Area.Name.ToLowerInvariant(),
                ["reset_url"] = settings.UrlOf(links.PathOf(door.ResetPath, reset, account)),
            }),
            ct);
    }

    private async Task<bool> IsFlooded(PasswordReset reset, CancellationToken ct)
    {
        var since = reset.AskedAt.AddHours(-1);
        return await db.Resets.CountDocumentsAsync(
            r => r.Realm == reset.Realm && r.EmailKey == reset.EmailKey && r.AskedAt > since && r.AskedAt < reset.AskedAt, cancellationToken: ct) >= MailsPerHour;
    }
}

internal sealed class QueueMailOfReset(IBackgroundJobClient jobs) : IHandle<PasswordResetAsked>
{
    public Task Handle(PasswordResetAsked happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<MailResetLink>(j => j.Run(happened.ResetId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}
