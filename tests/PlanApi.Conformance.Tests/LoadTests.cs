using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests;

public sealed class LoadTests(ConformanceHost host)
{
    [Fact]
    public async Task Every_example_is_loaded_but_those_that_R4_does_not_allow()
    {
        var rejects = (await host.For(Guide.UsCore)).Rejects.Concat((await host.For(Guide.PlanNet)).Rejects).ToList();
        rejects.Select(r => r.Key).ShouldBe(GuideExamples.Wrong.Keys, ignoreOrder: true, string.Join('\n', rejects.Select(r => $"{r.Key}: {r.Value}")));
    }
}
