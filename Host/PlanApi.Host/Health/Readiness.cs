using FastEndpoints;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Host.Health;

/// <summary>The process answers.</summary>
internal sealed class Liveness : EndpointWithoutRequest
{
    public override void Configure()
    {
        Get("/health/live");
        AllowAnonymous();
    }

    public override Task HandleAsync(CancellationToken ct) => Send.StringAsync("live", cancellation: ct);
}

/// <summary>The process can serve: the store answers a ping within two seconds.</summary>
internal sealed class Readiness(IMongoDatabase database) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Get("/health/ready");
        AllowAnonymous();
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        using var atMost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        atMost.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: atMost.Token);
            await Send.StringAsync("ready", cancellation: ct);
        }
        catch (Exception e) when ((e is MongoException or TimeoutException or OperationCanceledException) && !ct.IsCancellationRequested)
        {
            await Send.StringAsync("the store does not answer", StatusCodes.Status503ServiceUnavailable, cancellation: ct);
        }
    }
}
