using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>A mail as its reader sees it.</summary>
public sealed record ReadMail(string Key, string To, string Subject, string Text, string Html)
{
    /// <summary>The path and query of the first address in its text, which is a link of ours.</summary>
    public string LinkPath => new Uri(Regex.Match(Text, @"https?://\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value).PathAndQuery;
}

/// <summary>The mails that a host without a mail server keeps for <c>/dev/mailbox</c>, read from its store.</summary>
public sealed class Mailbox(IMongoDatabase database)
{
    private readonly IMongoCollection<BsonDocument> _mails = database.GetCollection<BsonDocument>("dev.mailbox");

    /// <summary>Every mail to this address so far, oldest first.</summary>
    public async Task<IReadOnlyList<ReadMail>> To(string address) =>
        [.. (await _mails.Find(new BsonDocument("to", address)).Sort(new BsonDocument("at", 1)).ToListAsync())
            .Select(m => new ReadMail(m["_id"].AsString, m["to"].AsString, m["subject"].AsString, m["text"].AsString, m["html"].AsString))];

    /// <summary>Waits, up to the deadline of <see cref="Eventually"/>, until this address has a mail whose subject contains the words; the newest such.</summary>
    public async Task<ReadMail> Expect(string address, string subject)
    {
        ReadMail? found = null;
        await Eventually.Holds(
            async () => (found = (await To(address)).LastOrDefault(m => m.Subject.Contains(subject, StringComparison.OrdinalIgnoreCase))) is not null,
            $"a mail '{subject}' to {address}");
        return found.ShouldNotBeNull();
    }
}

/// <summary>Waits for what happens by itself, with a deadline.</summary>
public static class Eventually
{
    public static async Task Holds(Func<Task<bool>> condition, string what, int seconds = 60)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await condition())
        {
            if (deadline.IsCancellationRequested)
            {
                throw new ShouldAssertException($"Waited {seconds} seconds in vain for {what}");
            }

            await Task.Delay(25);
        }
    }
}
