namespace PlanApi.Benchmarks;

/// <summary>Medians over alternating rounds of two contestants: what else the machine does meets both.</summary>
/// <param name="First">Per second.</param>
/// <param name="Second">Per second.</param>
/// <param name="Ratio">The median of the rounds' own ratios, first to second.</param>
internal sealed record Rounds(double First, double Second, double Ratio)
{
    private const int Count = 5;

    /// <param name="first">Runs for a time and answers how many per second.</param>
    /// <param name="second">The other.</param>
    /// <param name="time">How long each runs in a round; before the first round both run for a third of it, unmeasured.</param>
    public static async Task<Rounds> Alternating(Func<TimeSpan, Task<double>> first, Func<TimeSpan, Task<double>> second, TimeSpan time)
    {
        await first(time / 3);
        await second(time / 3);
        var rounds = new List<(double First, double Second)>();
        for (var round = 0; round < Count; round++)
        {
            rounds.Add((await first(time), await second(time)));
        }

        return new(Median(rounds.Select(r => r.First)), Median(rounds.Select(r => r.Second)), Median(rounds.Select(r => r.First / r.Second)));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Count / 2);
}
