using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Who plays in a scenario.</summary>
internal static class Cast
{
    private static readonly Dictionary<Scenario, IReadOnlyList<Part>> ByScenario = new()
    {
        [Scenario.TypicalAdult] = [new(Role.Subscriber, 41, 58, Adult)],
        [Scenario.Family] =
        [
            new(Role.Subscriber, 41, 50, Adult), new(Role.Spouse, 40, 51, static chart => new SpouseStory(chart).Tell()),
            new(Role.Child, 13, 16, static chart => new TeenStory(chart).Tell()), new(Role.Child, 6, 9, static chart => new ChildStory(chart).Tell()),
        ],
        [Scenario.NoClinicalData] = [new(Role.Subscriber, 41, 58, Adult)],
        [Scenario.ChronicConditions] = [new(Role.Subscriber, 57, 64, static chart => new ChronicStory(chart).Tell())],
        [Scenario.ThousandsOfClaims] = [new(Role.Subscriber, 48, 61, static chart => new DialysisStory(chart).Tell())],
        [Scenario.DeniedAndReversed] = [new(Role.Subscriber, 34, 57, static chart => new DenialStory(chart).Tell())],
        [Scenario.TwoCoverages] = [new(Role.Subscriber, 41, 58, TwoCoverages)],
        [Scenario.Newborn] = [new(Role.Subscriber, 26, 36, static chart => new MotherStory(chart).Tell()) { Female = true }, new(Role.Child, 0, 0, static chart => new NewbornStory(chart).Tell())],
        [Scenario.NonLatinNames] =
        [
            .. new[] { Script.Japanese, Script.Arabic, Script.Cyrillic, Script.Chinese, Script.Vietnamese }.Select(s => new Part(Role.Subscriber, 28, 61, Adult) { Script = s }),
        ],
        [Scenario.Deceased] = [new(Role.Subscriber, 61, 64, static chart => new LastYearsStory(chart).Tell()) { DiedDaysAgo = 75 }],
        [Scenario.Sensitive] = [new(Role.Subscriber, 29, 49, static chart => new SensitiveStory(chart).Tell())],
        [Scenario.Everything] =
        [
            new(Role.Subscriber, 41, 58, static chart => new EverythingStory(chart).Tell()) { Female = true, Rich = true },
            new(Role.Child, 1, 1, static chart => new NewbornStory(chart).Tell()),
            new(Role.Subscriber, 61, 64, static chart => new LastYearsStory(chart).Tell()) { DiedDaysAgo = 40 },
        ],
    };

    public static IReadOnlyList<Part> Of(Scenario scenario) => ByScenario[scenario];

    private static void TwoCoverages(Chart chart)
    {
        chart.AddPrimaryCoverage(since: new(chart.AsOf.Year - 5, 1, 1));
        new AdultStory(chart).Tell();
    }

    private static void Adult(Chart chart) => new AdultStory(chart).Tell();
}
