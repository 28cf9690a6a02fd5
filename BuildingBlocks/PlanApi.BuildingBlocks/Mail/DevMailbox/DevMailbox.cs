using FastEndpoints;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.BuildingBlocks.Mail.DevMailbox;

public sealed record DevMailboxView(IReadOnlyList<ReceivedMail> Mails);

/// <summary>A mail that Development kept instead of sending; it is there to be read on the mailbox page.</summary>
public sealed record ReceivedMail(string Id, string To, string Subject, string Text, string Html, DateTimeOffset At);

internal sealed class DevMailboxMailer(DevMailboxDb db, TimeProvider clock) : IMailer
{
    public Task Send(Mail mail, CancellationToken ct) => db.Mails.ReplaceOneAsync(
        m => m.Id == mail.Key,
        new ReceivedMail(mail.Key, mail.To, mail.Subject, mail.Text, mail.Html, clock.GetUtcNow()),
        new ReplaceOptions { IsUpsert = true },
        ct);
}

internal sealed class DevMailboxDb(IMongoDatabase database) : IModuleDb
{
    public IMongoCollection<ReceivedMail> Mails { get; } = database.GetCollection<ReceivedMail>("dev.mailbox");

    public Task EnsureIndexes(CancellationToken ct) => Mails.Indexes.CreateOneAsync(
        new CreateIndexModel<ReceivedMail>(Builders<ReceivedMail>.IndexKeys.Descending(m => m.At), new CreateIndexOptions { Name = "newest" }),
        cancellationToken: ct);
}

/// <summary>The mailbox of Development: the newest hundred mails, each as its reader would see it. Production has no such address.</summary>
public static class DevMailbox
{
    public const string Path = "/dev/mailbox";

    internal sealed class Show(DevMailboxDb? db = null) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (db is null)
            {
                await Send.ResultAsync(Web.Html.NotFound);
                return;
            }

            var mails = await db.Mails.Find(FilterDefinition<ReceivedMail>.Empty).SortByDescending(m => m.At).Limit(100).ToListAsync(ct);
            await Send.ResultAsync(Web.Html.Page<DevMailboxPage, DevMailboxView>(new(mails)));
        }
    }
}
