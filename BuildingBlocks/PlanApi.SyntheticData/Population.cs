using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using PlanApi.SyntheticData.Stories;

namespace PlanApi.SyntheticData;

/// <summary>
/// A plan's whole membership, household by household, of any size: ages, sexes, chronic conditions, use and costs are distributed as published for
/// people under 65 with coverage by an employer. Each household goes to providers of its own town.
/// </summary>
public static class Population
{
    /// <summary>The payer, and all providers to whom a household may go: those of its town.</summary>
    public static IEnumerable<Resource> Network(string plan, DateOnly asOf)
    {
        var network = new WiderNetwork(WiderNetwork.Fewest);
        return new NetworkResources(Seed(plan, 0, asOf).NetworkPrefix).All(network.Places.Prepend(Facts.Network.Payer), network.Clinicians);
    }

    /// <param name="plan">What the ids of the payer and the providers start with; all households of a plan share them.</param>
    /// <param name="number">Which household it is: any number, in any order, always the same people.</param>
    /// <param name="asOf">The day on which their last year ends.</param>
    public static SyntheticHousehold Household(string plan, int number, DateOnly asOf)
    {
        var seed = Seed(plan, number, asOf);
        return Generator.Generate(seed, Members(seed.ChanceFor("who")), home => Care.In(home.City, seed.ChanceFor("care")));
    }

    private static HouseholdSeed Seed(string plan, int number, DateOnly asOf) => new(plan, $"household-{number}", Scenario.Family, asOf) { IsPlan = true };

    // Shares of households and ages within them, such that members under 65 come out as in the 2020 census: 27 % under 18, 43 % 18 to 44, 30 % 45 to 64.
    private static List<Part> Members(Chance chance)
    {
        var kind = chance.Between(1, 100);
        if (kind <= 38)
        {
            return [Adult(Role.Subscriber, chance.Between(22, 64))];
        }

        if (kind <= 66)
        {
            var age = chance.Between(24, 62);
            return [Adult(Role.Subscriber, age), Adult(Role.Spouse, Near(age, chance))];
        }

        var parent = chance.Between(26, 55);
        List<Part> family = [Adult(Role.Subscriber, parent)];
        if (chance.Percent(80))
        {
            family.Add(Adult(Role.Spouse, Near(parent, chance)));
        }

        var children = chance.Of([1, 1, 1, 2, 2, 2, 2, 3, 3, 4]);
        for (var n = 0; n < children; n++)
        {
            var age = chance.Between(0, Math.Min(21, parent - 20));
            family.Add(new(Role.Child, age, age, static chart => new PopulationStory(chart).Tell()));
        }

        return family;
    }

    private static Part Adult(Role role, int age) => new(role, age, age, static chart => new PopulationStory(chart).Tell());

    private static int Near(int age, Chance chance) => Math.Clamp(age + chance.Between(-5, 5), 22, 64);
}
