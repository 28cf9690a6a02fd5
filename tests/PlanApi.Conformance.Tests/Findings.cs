using System.Collections.Concurrent;

namespace PlanApi.Conformance.Tests;

/// <summary>What is wrong, all of it: a guide is met or not as a whole, so a test tells everything before it fails.</summary>
internal sealed class Findings
{
    private readonly ConcurrentQueue<string> _found = new();
    private int _asked;

    public void Add(string finding) => _found.Enqueue(finding);

    /// <summary>Checks one thing.</summary>
    public void Check(bool holds, string otherwise)
    {
        Interlocked.Increment(ref _asked);
        if (!holds)
            Add(otherwise);
    }

    /// <summary>Does several things side by side; each tells what is wrong, or null.</summary>
    public async Task Collect<T>(IEnumerable<T> of, Func<T, Task<string?>> check) => await Parallel.ForEachAsync(of, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, _) =>
    {
        Interlocked.Increment(ref _asked);
        if (await check(one) is { } finding)
            Add(finding);
    });

    /// <summary>Fails with the list, or when nothing was checked; notes how many things were.</summary>
    /// <param name="isAsked">False where the guide asks nothing of the kind; that too is held to.</param>
    public void ShouldBeNone(bool isAsked = true)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{_asked} checked");
        if (isAsked != _asked > 0)
            Add(isAsked ? "nothing was asked" : "the guide asks something after all");
        if (!_found.IsEmpty)
            Assert.Fail($"{_found.Count} of {_asked}:\n{string.Join('\n', _found.Distinct().Order(StringComparer.Ordinal))}");
    }
}
