using Microsoft.Extensions.Hosting;
using MongoDB.Driver;

namespace PlanApi.BuildingBlocks.Store;

/// <summary>
/// What a host holds in memory of the store, so that using it costs no round trip: read before the web server listens, and again and again. While the
/// store cannot be read, what was read last stays.
/// </summary>
/// <param name="every">How long between two reads.</param>
public abstract class HeldInMemory(TimeSpan every, TimeProvider clock) : BackgroundService, IHostedLifecycleService
{
    protected TimeProvider Clock { get; } = clock;

    /// <summary>A failure at the start keeps the host from starting.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => Read(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Read(stoppingToken);
            }
            catch (Exception e) when (e is MongoException or TimeoutException)
            {
                ReadFailed(e);
            }
        }
    }

    protected abstract Task Read(CancellationToken ct);

    /// <summary>The store could not be read; the next try comes by itself.</summary>
    protected abstract void ReadFailed(Exception exception);
}
