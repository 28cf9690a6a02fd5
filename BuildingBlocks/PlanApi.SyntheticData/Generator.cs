using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using PlanApi.SyntheticData.Stories;

namespace PlanApi.SyntheticData;

/// <summary>Makes a household's resources: people, their plan, and the story of their care and its claims.</summary>
public static class Generator
{
    private static readonly string[] PlanTypes = ["Patient", "Coverage", "ExplanationOfBenefit", "RelatedPerson"];

    public static SyntheticHousehold Generate(HouseholdSeed seed) => Generate(seed, Cast.Of(seed.Scenario), static _ => Care.Usual);

    /// <param name="care">Whom people go to who live there.</param>
    internal static SyntheticHousehold Generate(HouseholdSeed seed, IReadOnlyList<Part> parts, Func<Home, Care> care)
    {
        var network = new NetworkResources(seed.NetworkPrefix);
        var people = People.Of(seed, parts);
        var near = care(people[0].Home);
        var (timeline, family) = (new Timeline(), Accumulator.OfFamily());
        var charts = parts.Select((part, n) =>
        {
            var costs = new CostSharing(IsOnFirstContract(part, n) ? family : Accumulator.OfFamily());
            var chart = new Chart(people[n], people, network, seed.ChanceFor($"story-{n}"), seed.AsOf, timeline, costs) { Care = near };
            Begin(chart, parts, n, seed.AsOf);
            return chart;
        }).ToList();
        timeline.Run();
        charts.ForEach(static c => c.AddProvenance());
        return new(network.All(near.Places, near.Clinicians), [.. charts.Select(c => new SyntheticPatient(c.Member.PatientId, c.Member.FullName, c.Member.BirthDate, [.. c.Resources.Where(r => IsTold(seed.Scenario, r))]))]);
    }

    private static void Begin(Chart chart, IReadOnlyList<Part> parts, int n, DateOnly asOf)
    {
        var (person, part) = (chart.Member, parts[n]);
        chart.AddPatient();
        if (IsOnFirstContract(part, n))
        {
            foreach (var (other, _) in chart.Household.Zip(parts).Where((p, m) => m != n && IsOnFirstContract(p.Second, m) && p.Second.Role is not Role.Child))
            {
                chart.AddRelated(other, isParent: part.Role is Role.Child);
            }
        }

        var joined = new DateOnly(asOf.Year - 5, 1, 1);
        chart.AddCoverage(part.IsDependent ? chart.Household[0] : person, part.Role, since: person.BirthDate > joined ? person.BirthDate : joined, until: person.Died);
        part.Tell(chart);
    }

    private static bool IsOnFirstContract(Part part, int n) => n == 0 || part.IsDependent;

    private static bool IsTold(Scenario scenario, Resource resource) => scenario != Scenario.NoClinicalData || PlanTypes.Contains(resource.TypeName);
}
