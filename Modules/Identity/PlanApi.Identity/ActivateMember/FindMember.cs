using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.ActivateMember;

/// <summary>Looks for the member that was asked about, and mails the code to the address on the plan's record or, with a letter's code, to the one that was typed: to no other.</summary>
internal sealed class FindMember(
    ActivationDb db, IdentityDb accounts, IMemberMatching members, Letters letters, ActivationCodes codes, Attempts attempts, IMailer mailer, PlanApiSettings settings, ActivationAge age)
{
    public async Task Run(string activationId, string eventId, CancellationToken ct)
    {
        var activation = await db.Activations.Find(a => a.Id == activationId).FirstOrDefaultAsync(ct);
        if (activation?.Details is not { } details)
        {
            return;
        }

        // Counted for each number, so that nobody finds out a date of birth by trying, and no mailbox is flooded.
        var counted = await attempts.TryCount($"activate/{details.MemberNumber.ToUpperInvariant()}", ct);
        var member = counted ? await members.Match(details, ct) : null;
        if (member is not null && activation.Letter is { } letter)
        {
            member = member with { Email = await letters.IsOpen(member.PatientId, letter.CodeToken, ct) ? letter.Email : null };
        }

        if (member is { Email: not null } && age.IsReached(member.BirthDate))
        {
            await Mail(activation, member, eventId, ct);
        }

        await db.Activations.UpdateOneAsync(a => a.Id == activationId, Builders<Activation>.Update.Unset(a => a.Details), cancellationToken: ct);
    }

    private async Task Mail(Activation activation, MatchedMember member, string eventId, CancellationToken ct)
    {
        if (await accounts.Accounts.Find(Owns(member.PatientId)).FirstOrDefaultAsync(ct) is { } account)
        {
            await mailer.Send(
                MailTemplate.Render(typeof(FindMember), "AlreadyActivated", eventId, account.Email, activation.Language, new Dictionary<string, string>
                {
                    ["sign_in_url"] = settings.UrlOf(SignInPaths.Member),
                    ["reset_url"] = settings.UrlOf(SignInPaths.ResetMember),
                }),
                ct);
            return;
        }

        await db.Activations.UpdateOneAsync(a => a.Id == activation.Id, Builders<Activation>.Update.Set(a => a.Member, member), cancellationToken: ct);
        await mailer.Send(
            MailTemplate.Render(typeof(FindMember), "ActivateMember", eventId, member.Email!, activation.Language, new Dictionary<string, string>
            {
                ["code"] = codes.Of(activation with { Member = member }),
                ["code_url"] = settings.UrlOf(ActivatePaths.Code(activation.Id)),
            }),
            ct);
    }

    /// <summary>The account whose own record this is.</summary>
    public static FilterDefinition<StoredAccount> Owns(string patientId) =>
        Builders<StoredAccount>.Filter.ElemMatch(a => a.Links, l => l.PatientId == patientId && l.Relationship == Relationships.Self);
}

internal sealed class QueueSearchForMember(IBackgroundJobClient jobs) : IHandle<ActivationAsked>
{
    public Task Handle(ActivationAsked happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<FindMember>(j => j.Run(happened.ActivationId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}
