using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using PlanApi.SyntheticData.Stories;

namespace PlanApi.SyntheticData;

/// <summary>Makes a household's resources: people, their plan, and the story of their care and its claims.</summary>
public static class Generator
{
    private static readonly string[] PlanTypes = ["Patient", "Coverage", "ExplanationOfBenefit", "RelatedPerson"];

    public static SyntheticHousehold Generate(HouseholdSeed seed) => Generate(seed, Cast.Of(seed.Scenario));

    internal static SyntheticHousehold Generate(HouseholdSeed seed, IReadOnlyList<Part> parts)
    {
        var network = new NetworkResources(seed.NetworkPrefix);
        var people = People.Of(seed, parts);
        return new([.. network.All()], [.. parts.Select((part, n) => PatientOf(seed, people, part, n, network))]);
    }

    private static SyntheticPatient PatientOf(HouseholdSeed seed, IReadOnlyList<Member> people, Part part, int n, NetworkResources network)
    {
        var person = people[n];
        var chart = new Chart(person, people, network, seed.ChanceFor($"story-{n}"), seed.AsOf);
        chart.AddPatient();
        if (part.Role is Role.Child)
        {
            chart.AddParent(people[0]);
        }

        var joined = new DateOnly(seed.AsOf.Year - 5, 1, 1);
        chart.AddCoverage(part.IsDependent ? people[0] : person, part.Role, since: person.BirthDate > joined ? person.BirthDate : joined, until: person.Died);
        part.Tell(chart);
        return new(person.PatientId, person.FullName, person.BirthDate, [.. chart.Resources.Where(r => IsTold(seed.Scenario, r))]);
    }

    private static bool IsTold(Scenario scenario, Resource resource) => scenario != Scenario.NoClinicalData || PlanTypes.Contains(resource.TypeName);
}
