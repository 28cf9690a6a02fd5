using System.Collections.Concurrent;

namespace PlanApi.EmbeddedMongo.Wire;

/// <summary>The connections being served, so that a stop can wait for them.</summary>
internal sealed class ConnectionSet
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    public void Run(Func<Task> serve)
    {
        var task = Task.Run(serve);
        _running[task] = true;
        task.ContinueWith(t => _running.TryRemove(t, out _), TaskScheduler.Default);
    }

    public Task Finish() => Task.WhenAll(_running.Keys);
}
