using Microsoft.Extensions.Logging;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.AppRegistry.Rehearse;

/// <summary>
/// What is rehearsed now: read each second. While the store cannot be read, what was known runs out by itself.
/// </summary>
internal sealed partial class Rehearsals(RehearsalStore store, TimeProvider clock, ILogger<Rehearsals> logger) : HeldInMemory(TimeSpan.FromSeconds(1), clock), IRehearsals
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile IReadOnlyDictionary<string, Rehearsal> _running = new Dictionary<string, Rehearsal>();

    public Rehearsal? Of(string clientId) => _running.TryGetValue(clientId, out var rehearsal) && rehearsal.Until > Clock.GetUtcNow() ? rehearsal : null;

    public Task<DateTimeOffset?> PermissionsRevokedAt(string clientId, CancellationToken ct) => store.PermissionsRevokedAt(clientId, ct);

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

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }

    protected override Task Read(CancellationToken ct) => Refresh(ct);

    [LoggerMessage(LogLevel.Warning, "What is rehearsed in the sandbox could not be read")]
    protected override partial void ReadFailed(Exception exception);
}
