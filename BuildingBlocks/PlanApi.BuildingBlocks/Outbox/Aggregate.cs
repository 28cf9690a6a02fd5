using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.BuildingBlocks.Outbox;

/// <summary>
/// A document that tells others what happened to it. Events are written in the same update as the state they tell of, so neither is ever
/// lost without the other; the relay delivers them at least once. Delete such a document only when its outbox is empty: leave a tombstone.
/// </summary>
public abstract record Aggregate
{
    /// <summary>Events not yet delivered to every handler, oldest first.</summary>
    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>When the relay looks at this document next; absent when there is nothing to deliver. It is also the relay's lease.</summary>
    public DateTime? OutboxDue { get; init; }
}

/// <summary>One event on its way. <see cref="EventId"/> is stable over redeliveries: handlers and Message-IDs use it to be idempotent.</summary>
public sealed record OutboxEntry(string EventId, string Event, BsonDocument Body, DateTime At, int Attempts = 0)
{
    /// <summary>The handlers that have had it.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    internal static OutboxEntry For(object happened, DateTimeOffset now) =>
        new(Store.NewId.At(now), happened.GetType().Name, happened.ToBsonDocument(happened.GetType()), now.UtcDateTime);
}

public static class Telling
{
    /// <summary>The new document with its first events.</summary>
    public static T Tell<T>(this T aggregate, DateTimeOffset now, params IEnumerable<object> events) where T : Aggregate =>
        aggregate with { Outbox = [.. aggregate.Outbox, .. events.Select(e => OutboxEntry.For(e, now))], OutboxDue = now.UtcDateTime };

    /// <summary>The update that changes the state and tells of it, in one write.</summary>
    public static UpdateDefinition<T> Tell<T>(this UpdateDefinition<T> update, DateTimeOffset now, params IEnumerable<object> events) where T : Aggregate =>
        Builders<T>.Update.Combine(
            update,
            Builders<T>.Update.PushEach(a => a.Outbox, events.Select(e => OutboxEntry.For(e, now))),
            Builders<T>.Update.Set(a => a.OutboxDue, now.UtcDateTime));
}
