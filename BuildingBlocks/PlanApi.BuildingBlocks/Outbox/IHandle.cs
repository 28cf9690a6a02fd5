using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace PlanApi.BuildingBlocks.Outbox;

/// <summary>Does something because <typeparamref name="TEvent"/> happened, perhaps in another module.</summary>
public interface IHandle<in TEvent>
{
    /// <summary>
    /// Called at least once for each event, in a scope of its own. It must be safe to call again with the same
    /// <paramref name="eventId"/>; throwing means "try again later".
    /// </summary>
    Task Handle(TEvent happened, string eventId, CancellationToken ct);
}

/// <summary>Who wants which event; events are matched by type name, so a consumer may keep its own copy of the record.</summary>
internal sealed record Subscription(string Event, string Handler, Func<IServiceProvider, BsonDocument, string, CancellationToken, Task> Deliver);

/// <summary>A collection whose documents carry an outbox.</summary>
internal sealed record OutboxSource(Func<IServiceProvider, IMongoCollection<BsonDocument>> Collection);

public static class OutboxRegistration
{
    public static IServiceCollection AddHandler<TEvent, THandler>(this IServiceCollection services)
        where THandler : class, IHandle<TEvent> => services
        .AddScoped<THandler>()
        .AddSingleton(new Subscription(
            typeof(TEvent).Name,
            typeof(THandler).FullName!,
            static (sp, body, id, ct) => sp.GetRequiredService<THandler>().Handle(BsonSerializer.Deserialize<TEvent>(body), id, ct)));

    /// <summary>Has the relay deliver the events of one collection, for example <c>AddOutbox("appRegistry.apps")</c>.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services, string collection) =>
        services.AddSingleton(new OutboxSource(sp => sp.GetRequiredService<IMongoDatabase>().GetCollection<BsonDocument>(collection)));
}
