using PlanApi.SyntheticData.Tests.Profiles;

namespace PlanApi.SyntheticData.Tests;

/// <summary>Every element that a profile marks as must-support is in some generated resource.</summary>
public sealed class MustSupportTests
{
    /// <summary>What no generated resource has, by the ends of the elements' names, with the reason. It can only become shorter: a line that excuses nothing fails.</summary>
    private static readonly IReadOnlyDictionary<string, string> Absent = new Dictionary<string, string>
    {
        ["us-core-blood-pressure: Observation.value[x]"] = "a pressure's values are those of its components, as R4's vital signs have it",
        ["pdex-priorauthorization: ExplanationOfBenefit.adjudication:denialreason"] =
            "the guide gives the slice no category, closes the slicing and binds categories to a set without such a code: a denial stands at its item, where there is one",
        ["plannet-Network: Organization.identifier:NPI"] = "only providers have one, and a network is none",
        ["plannet-Network: Organization.telecom"] = "the profile allows none",
    };

    private static readonly string[] Asked =
    [
        "C4BB-Coverage", "C4BB-Patient", "C4BB-Organization", "C4BB-Practitioner", "C4BB-RelatedPerson", "C4BB-ExplanationOfBenefit-Inpatient-Institutional", "C4BB-ExplanationOfBenefit-Outpatient-Institutional",
        "C4BB-ExplanationOfBenefit-Professional-NonClinician", "C4BB-ExplanationOfBenefit-Oral", "C4BB-ExplanationOfBenefit-Pharmacy", "pdex-priorauthorization",
    ];

    [Fact]
    public void Every_must_support_element_appears()
    {
        var missing = Everything.ByProfile.AsParallel().SelectMany(p => Missing(p.Key, p.Value)).Order(StringComparer.Ordinal).ToList();

        missing.Where(m => !Absent.Keys.Any(a => m.EndsWith(a, StringComparison.Ordinal))).ShouldBeEmpty();
        Absent.Keys.Where(a => !missing.Exists(m => m.EndsWith(a, StringComparison.Ordinal))).ShouldBeEmpty("what is found after all");
    }

    [Fact]
    public void Resources_of_every_profile_of_the_guides_are_generated()
    {
        var output = TestContext.Current.TestOutputHelper!;
        foreach (var guide in Everything.ByProfile.GroupBy(p => p.Key.GuideName).OrderBy(g => g.Key))
        {
            output.WriteLine($"{guide.Key}: {guide.Sum(p => p.Value.Count)} resources");
            foreach (var (profile, resources) in guide.OrderBy(p => p.Key.Name))
            {
                output.WriteLine($"{resources.Count,6} {profile.Name}");
            }
        }

        Asked.Except(Everything.ByProfile.Keys.Select(p => p.Name)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(Profile profile, IEnumerable<System.Text.Json.Nodes.JsonObject> resources)
    {
        var seen = new HashSet<string>();
        foreach (var resource in resources)
        {
            See(profile, profile.Root, new(profile.Type, resource, "", null), seen);
        }

        return profile.Elements.Where(e => e.IsMustSupport && !seen.Contains(e.Id)).Select(e => $"{profile.Name}: {e.Id}");
    }

    private static void See(Profile profile, ElementNode element, ElementValue at, HashSet<string> seen)
    {
        seen.Add(element.Id);
        foreach (var child in profile.ChildrenOf(element))
        {
            foreach (var value in at.Of(child))
            {
                See(profile, child, value, seen);
                if (child.IsSliced && Slicing.SliceOf(child, value) is { } slice)
                {
                    See(profile, slice, value, seen);
                }
            }
        }
    }
}
