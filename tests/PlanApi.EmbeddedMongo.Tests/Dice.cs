using CsCheck;

namespace PlanApi.EmbeddedMongo.Tests;

/// <summary>Numbers that a seed repeats.</summary>
internal sealed class Dice(int seed)
{
    private readonly PCG _pcg = new(1, (ulong)seed);

    /// <summary>From 0 to below the limit.</summary>
    public int Next(int limit) => (int)_pcg.Next((uint)limit);

    public int Next(int first, int limit) => first + Next(limit - first);
}
