using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;

namespace PlanApi.AppRegistry.Rehearse;

/// <summary>
/// What is rehearsed now, in memory: read before the host is ready, then each second, so that a call in the sandbox costs no store round trip. While
/// the store cannot be read, what was known runs out by itself.
/// </summary>
internal sealed partial class Rehearsals(RehearsalStore store, TimeProvider clock, ILogger<Rehearsals> logger) : BackgroundService, IHostedLifecycleService, IRehearsals
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile IReadOnlyDictionary<string, Rehearsal> _running = new Dictionary<string, Rehearsal>();

    public Rehearsal? Of(string clientId) => _running.TryGetValue(clientId, out var rehearsal) && rehearsal.Until > clock.GetUtcNow() ? rehearsal : null;

    /// <summary>Reads what is rehearsed now. Whoever wrote calls it, so that it counts on this host when this returns.</summary>
    public async Task Refresh(CancellationToken ct)
    {
        // One at a time, so that what was read before a write never takes the place of what was read after it.
        await _oneAtATime.WaitAsync(ct);
        try
        {
            var running = new Dictionary<string, Rehearsal>();
            foreach (var stored in await store.Running(ct))
            {
                if (Enum.TryParse<RehearsedTrouble>(stored.What.ToString(), out var trouble) && stored is { Seconds: { } seconds, Until: { } until })
                {
                    running[stored.ClientId] = new(trouble, seconds, until);
                }
            }

            _running = running;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Refresh(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Refresh(stoppingToken);
            }
            catch (Exception e) when (e is MongoException or TimeoutException)
            {
                PollFailed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is rehearsed in the sandbox could not be read")]
    private partial void PollFailed(Exception exception);
}
