using Hangfire;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.MailLink;

/// <summary>Mails the link of an enrollment or, where the address has an account already, says so and how to get in.</summary>
internal sealed class MailEnrollmentLink(EnrollmentDb db, EnrollmentLinks links, IAccounts accounts, IMailer mailer, PlanApiSettings settings, TimeProvider clock)
{
    /// <summary>An address gets no more than this many mails an hour, however often someone asks.</summary>
    public const int MailsPerHour = 5;

    public async Task ForEnrollment(string enrollmentId, string eventId, CancellationToken ct)
    {
        var enrollment = await db.Enrollments.Find(e => e.Id == enrollmentId).FirstOrDefaultAsync(ct);
        if (enrollment is { State: EnrollmentState.LinkSent } && !await IsFlooded(enrollment.EmailKey, enrollment.AskedAt, ct))
        {
            await Send(enrollment.Email, enrollment, eventId, ct);
        }
    }

    public async Task ForRequest(string requestId, string eventId, CancellationToken ct)
    {
        var request = await db.LinkRequests.Find(r => r.Id == requestId).FirstOrDefaultAsync(ct);
        if (request is not null && !await IsFlooded(request.EmailKey, request.AskedAt, ct))
        {
            await Send(request.Email, await WithNewLink(request, ct), eventId, ct);
        }
    }

    private async Task Send(string to, VendorEnrollment? enrollment, string eventId, CancellationToken ct)
    {
        if (await accounts.FindByEmail(Realm.Vendor, to, ct) is { } account)
        {
            await mailer.Send(
                MailTemplate.Render(typeof(MailEnrollmentLink), "AlreadyEnrolled", eventId, account.Email, new Dictionary<string, string>
                {
                    ["sign_in_url"] = settings.UrlOf(SignInPaths.Vendor),
                    ["reset_url"] = settings.UrlOf(SignInPaths.ResetVendor),
                }),
                ct);
        }
        else if (enrollment is not null)
        {
            await mailer.Send(
                MailTemplate.Render(typeof(MailEnrollmentLink), "ConfirmEnrollment", eventId, enrollment.Email, new Dictionary<string, string>
                {
                    ["confirm_url"] = settings.UrlOf(links.PathOf(enrollment)),
                    ["new_link_url"] = settings.UrlOf(EnrollmentLinks.NewLinkPath),
                }),
                ct);
        }
    }

    /// <summary>Gives the newest enrollment of the address a new link, once for this request; the link before it ends.</summary>
    private async Task<VendorEnrollment?> WithNewLink(LinkRequest request, CancellationToken ct)
    {
        var newest = await db.Enrollments.Find(e => e.EmailKey == request.EmailKey).SortByDescending(e => e.AskedAt).FirstOrDefaultAsync(ct);
        if (newest is not { State: EnrollmentState.LinkSent } || newest.LinkRequestId == request.Id)
        {
            return newest is { State: EnrollmentState.LinkSent } ? newest : null;
        }

        var now = clock.GetUtcNow();
        return await db.Enrollments.FindOneAndUpdateAsync<VendorEnrollment>(
            e => e.Id == newest.Id && e.State == EnrollmentState.LinkSent && e.LinkNumber == newest.LinkNumber,
            Builders<VendorEnrollment>.Update
                .Inc(e => e.LinkNumber, 1)
                .Set(e => e.LinkRequestId, request.Id)
                .Set(e => e.LinkExpiresAt, now + EnrollmentLinks.GoodFor)
                .Set(e => e.ForgetAt, now + EnrollmentLinks.RememberedFor),
            new() { ReturnDocument = ReturnDocument.After },
            ct);
    }

    /// <summary>Whether so many mails were asked for in the hour before this one. What came later does not count: it must not silence what came first.</summary>
    private async Task<bool> IsFlooded(string emailKey, DateTimeOffset askedAt, CancellationToken ct)
    {
        var since = askedAt.AddHours(-1);
        var before = await db.Enrollments.CountDocumentsAsync(e => e.EmailKey == emailKey && e.AskedAt > since && e.AskedAt < askedAt, cancellationToken: ct)
            + await db.LinkRequests.CountDocumentsAsync(r => r.EmailKey == emailKey && r.AskedAt > since && r.AskedAt < askedAt, cancellationToken: ct);
        return before >= MailsPerHour;
    }
}

internal sealed class QueueMailOfEnrollment(IBackgroundJobClient jobs) : IHandle<VendorEnrollmentAsked>
{
    public Task Handle(VendorEnrollmentAsked happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<MailEnrollmentLink>(j => j.ForEnrollment(happened.EnrollmentId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

internal sealed class QueueMailOfNewLink(IBackgroundJobClient jobs) : IHandle<NewLinkAsked>
{
    public Task Handle(NewLinkAsked happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<MailEnrollmentLink>(j => j.ForRequest(happened.RequestId, eventId, CancellationToken.None));
        return Task.CompletedTask;
    }
}
