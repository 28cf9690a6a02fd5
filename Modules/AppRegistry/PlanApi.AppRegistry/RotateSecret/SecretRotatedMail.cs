using System.Globalization;
using Hangfire;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Contracts;

namespace PlanApi.AppRegistry.RotateSecret;

internal sealed class QueueSecretRotatedMail(IBackgroundJobClient jobs) : IHandle<SecretRotated>
{
    public Task Handle(SecretRotated happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<SecretRotatedMail>(job => job.Run(happened.AppId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Tells the vendor that the secret was replaced, in case someone else did it.</summary>
internal sealed class SecretRotatedMail(AppRegistryDb db, IAccounts accounts, IMailer mailer, PlanApiSettings settings)
{
    public async Task Run(string appId, string eventId, CancellationToken ct)
    {
        var app = await db.Apps.Find(a => a.Id == appId).FirstOrDefaultAsync(ct);
        if (app?.Details is null || await accounts.ContactFor(app.CreatedBy, app.OrganizationId, ct) is not { } contact)
        {
            return;
        }

        var credential = await db.Credentials.Find(c => c.Id == app.ClientId).FirstAsync(ct);
        await mailer.Send(
            MailTemplate.Render(typeof(SecretRotatedMail), "SecretRotated", eventId, contact.Email, new Dictionary<string, string>
            {
                ["name"] = contact.DisplayName,
                ["app"] = app.Saved.Name,
                ["at"] = InWords(credential.MadeAt),
                ["old"] = credential.Earlier is { } earlier ? $"The secret before it is taken until {InWords(earlier.Until)}." : "The secret before it is refused from now on.",
                ["link"] = settings.UrlOf(AppRegistryPaths.App(app.Id)),
            }),
            ct);
    }

    private static string InWords(DateTimeOffset at) => at.UtcDateTime.ToString("MMMM d, yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
