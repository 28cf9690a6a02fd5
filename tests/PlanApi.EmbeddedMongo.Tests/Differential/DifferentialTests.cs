using System.Collections.Concurrent;
using System.Globalization;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>
/// The same random documents, queries, updates and pipelines go to the embedded store and to a second server that speaks MongoDB's protocol: the answers are equal.
/// </summary>
[Trait("store", "both")]
[Collection(nameof(SecondServer))]
public sealed class DifferentialTests(StoreFixture store, SecondServer second)
{
    private const int Reported = 5;

    /// <summary>The seeds of each kind; <c>PLANAPI_DIFFERENTIAL_SEEDS=from-to</c> names others.</summary>
    private static readonly (int From, int To) Seeds =
        Environment.GetEnvironmentVariable("PLANAPI_DIFFERENTIAL_SEEDS")?.Split('-') is [var from, var to] ? (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture)) : (1, 40);

    [Theory]
    [InlineData(Kind.Find)]
    [InlineData(Kind.Update)]
    [InlineData(Kind.FindAndModify)]
    [InlineData(Kind.Delete)]
    [InlineData(Kind.Distinct)]
    [InlineData(Kind.Aggregate)]
    public async Task Both_servers_answer_alike(Kind kind)
    {
        Assert.SkipWhen(second.Client is null, SecondServer.Absent);
        var comparison = new Comparison(store.Client, second.Client!);
        var outcomes = new ConcurrentBag<Outcome>();
        var differences = new ConcurrentDictionary<int, string>();
        await Parallel.ForEachAsync(Enumerable.Range(Seeds.From, Seeds.To - Seeds.From + 1), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, _) =>
        {
            if (differences.Count >= Reported) return;
            var outcome = await comparison.Of(Scenario.Of(seed, kind));
            outcomes.Add(outcome);
            if (outcome.Difference is not { } difference) return;
            difference = await comparison.Shrink(difference);
            differences[seed] = $"Seed {seed}, {kind}, made smaller:\n{difference.Scenario}\nparts at {difference}";
        });
        var (alike, commands) = (outcomes.Sum(o => o.Alike), outcomes.Sum(o => o.Commands));
        var listed = outcomes.SelectMany(o => o.Listed).CountBy(d => d).OrderByDescending(d => d.Value).Select(d => $"{d.Value} × {d.Key}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {alike} of {commands} commands answered alike.\n{string.Join('\n', listed)}");
        differences.ShouldBeEmpty(string.Join("\n\n", differences.Values));
        outcomes.Count(o => !o.IsKnown).ShouldBeLessThanOrEqualTo(outcomes.Count / 10, "scenarios that the second server died of");
        alike.ShouldBeGreaterThanOrEqualTo((commands + 1) / 2, $"of {commands} commands, those that were compared and answered alike");
    }
}
