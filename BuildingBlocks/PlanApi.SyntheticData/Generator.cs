using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using PlanApi.SyntheticData.Stories;

namespace PlanApi.SyntheticData;

/// <summary>Makes a household's resources: people, their plan, and the story of their care and its claims.</summary>
public static class Generator
{
    private static readonly string[] PlanTypes = ["Patient", "Coverage", "ExplanationOfBenefit", "RelatedPerson"];

    public static SyntheticHousehold Generate(HouseholdSeed seed)
    {
        var network = new NetworkResources(seed.NetworkPrefix);
        var people = People.Of(seed);
        return new([.. network.All()], [.. people.Select((person, n) => PatientOf(seed, people, person, n, network))]);
    }

    private static SyntheticPatient PatientOf(HouseholdSeed seed, IReadOnlyList<Member> people, Member person, int n, NetworkResources network)
    {
        var chart = new Chart(person, network, seed.ChanceFor($"story-{n}"), seed.AsOf);
        chart.AddPatient();
        if (n > 0)
        {
            chart.AddParent(people[0]);
        }

        chart.AddCoverage(people[0], since: new(seed.AsOf.Year - 5, 1, 1));
        if (n == 0)
        {
            new AdultStory(chart).Tell();
        }
        else
        {
            new ChildStory(chart).Tell();
        }

        return new(person.PatientId, person.FullName, person.BirthDate, [.. chart.Resources.Where(r => IsTold(seed.Scenario, r))]);
    }

    private static bool IsTold(Scenario scenario, Resource resource) => scenario != Scenario.NoClinicalData || PlanTypes.Contains(resource.TypeName);
}
