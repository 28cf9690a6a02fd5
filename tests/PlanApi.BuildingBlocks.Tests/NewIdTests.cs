using CsCheck;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class NewIdTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_sort_by_the_time_they_were_made_also_within_a_millisecond() =>
        Gen.Long[0, TimeSpan.TicksPerDay].Select(Gen.Long[3, TimeSpan.TicksPerSecond]).Sample((first, later) =>
            string.CompareOrdinal(NewId.At(Start.AddTicks(first)), NewId.At(Start.AddTicks(first + later))).ShouldBeLessThan(0));

    [Fact]
    public void Ids_of_one_moment_differ() =>
        Enumerable.Range(0, 1000).Select(_ => NewId.At(Start)).Distinct().Count().ShouldBe(1000);
}
