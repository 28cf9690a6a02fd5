using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Who plays in a scenario.</summary>
internal static class Cast
{
    private static readonly Dictionary<Scenario, IReadOnlyList<Part>> ByScenario = new()
    {
        [Scenario.TypicalAdult] = [new(Role.Subscriber, 41, 58, Adult)],
        [Scenario.Family] = [new(Role.Subscriber, 41, 58, Adult), new(Role.Child, 6, 9, Child)],
        [Scenario.NoClinicalData] = [new(Role.Subscriber, 41, 58, Adult)],
    };

    public static IReadOnlyList<Part> Of(Scenario scenario) => ByScenario[scenario];

    private static void Adult(Chart chart) => new AdultStory(chart).Tell();

    private static void Child(Chart chart) => new ChildStory(chart).Tell();
}
