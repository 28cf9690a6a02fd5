using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.TellOfChange;

/// <summary>Tells people by mail what was done to their account: if it was not they, the mail is the first they hear of it.</summary>
internal sealed class TellOfChange(IBackgroundJobClient jobs, EndAccount ending) : IHandle<PasswordChanged>, IHandle<SecondFactorChanged>, IHandle<SecondFactorPartChanged>, IHandle<RoleChanged>, IHandle<AccountEnded>
{
    public Task Handle(PasswordChanged happened, string eventId, CancellationToken ct) => Queue(happened.AccountId, "password", eventId);

    public Task Handle(SecondFactorChanged happened, string eventId, CancellationToken ct) => Queue(happened.AccountId, happened.On ? "factor-on" : "factor-off", eventId);

    public Task Handle(SecondFactorPartChanged happened, string eventId, CancellationToken ct) => Queue(happened.AccountId, happened.Part, eventId);

    public Task Handle(RoleChanged happened, string eventId, CancellationToken ct) => Queue(happened.AccountId, happened.IsAdministrator ? "administrator" : "reviewer", eventId);

    public Task Handle(AccountEnded happened, string eventId, CancellationToken ct) =>
        happened.Tells ? Queue(happened.AccountId, "ended", eventId) : ending.Forget(happened.AccountId, ct);

    private Task Queue(string accountId, string what, string eventId)
    {
        jobs.Enqueue<MailChange>(j => j.Run(accountId, what, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

internal sealed class MailChange(IdentityDb db, EndAccount ending, IMailer mailer, PlanApiSettings settings)
{
    /// <param name="what">password, factor-on, factor-off, a <see cref="SecondFactorPart"/>, administrator, reviewer, or ended.</param>
    public async Task Run(string accountId, string what, string eventId, CancellationToken ct)
    {
        var account = await db.Accounts.Find(a => a.Id == accountId).FirstOrDefaultAsync(ct);
        if (account is null or { Realm: Realm.TestPatient } or { Email: "" })
        {
            return;
        }

        var door = Door.Of(account.Realm);
        await mailer.Send(
            MailTemplate.Render(typeof(MailChange), "AccountChanged", eventId, account.Email, account.Language, new Dictionary<string, string>
            {
                ["what"] = what,
                ["name"] = account.DisplayName,
                ["reset_url"] = settings.UrlOf(door.ResetPath),
            }),
            ct);
        if (what == "ended")
        {
            await ending.Forget(accountId, ct);
        }
    }
}
