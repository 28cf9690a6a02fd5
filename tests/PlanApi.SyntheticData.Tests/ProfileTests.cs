using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Tests.Plan;
using PlanApi.SyntheticData.Tests.Profiles;

namespace PlanApi.SyntheticData.Tests;

/// <summary>Every generated resource against every profile that it states, as the guides' StructureDefinitions have them.</summary>
public sealed class ProfileTests
{
    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(s => s.Key)];

    [Theory, MemberData(nameof(Scenarios))]
    public void A_scenarios_resources_hold_to_their_profiles(string scenario) => Hold(Households.Of(Scenario.Find(scenario)!).Resources);

    [Fact]
    public void The_directory_holds_to_Plan_Net() => Hold(Plans.Directory);

    [Fact]
    public void The_formulary_holds_to_US_Drug_Formulary() => Hold([.. Plans.Directory, .. Plans.Formulary]);

    [Fact]
    public void A_plans_members_hold_to_their_profiles() => Hold(Plans.Members.Take(20).SelectMany(m => m.Resources));

    private static void Hold(IEnumerable<Resource> resources)
    {
        var all = resources.DistinctBy(Plans.Reference).ToList();
        var byReference = all.ToDictionary(Plans.Reference);

        var findings = all.AsParallel().SelectMany(r => new ProfileCheck(byReference.GetValueOrDefault).Check(Everything.AsServed(r))).ToList();

        findings.GroupBy(f => (f.Profile, f.Element, f.Rule)).Select(g => $"{g.Count(),5} times {g.First()}").Order().ShouldBeEmpty();
    }
}
