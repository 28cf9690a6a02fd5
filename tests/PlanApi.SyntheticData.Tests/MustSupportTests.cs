using PlanApi.SyntheticData.Tests.Profiles;

namespace PlanApi.SyntheticData.Tests;

/// <summary>Every element that a profile marks as must-support is in some generated resource.</summary>
public sealed class MustSupportTests
{
    /// <summary>What no generated resource has, by the ends of the elements' names, with the reason. It can only become shorter: a line that excuses nothing fails.</summary>
    private static readonly IReadOnlyDictionary<string, string> Absent = new Dictionary<string, string>
    {
        [": Observation.component"] = "a vital sign of one value has no components",
        [": Observation.component.code"] = "the same",
        [": Observation.component.value[x]"] = "the same",
        ["ataAbsentReason"] = "every measurement has its value",
        ["us-core-blood-pressure: Observation.value[x]"] = "the values are those of the components",
        ["C4BB-Organization: Organization.identifier:payerid"] = "the payer has its NAIC code",
        ["pdex-priorauthorization: ExplanationOfBenefit.adjudication:denialreason"] = "a denial stands at its item",
        ["plannet-Network: Organization.identifier:NPI"] = "a network is no provider",
        ["plannet-Network: Organization.telecom"] = "the profile allows none",
        ["DiagnosticReport.media"] = "reports come without pictures",
        ["DiagnosticReport.media.link"] = "the same",
        ["us-core-practitionerrole: PractitionerRole.endpoint"] = "endpoints are in the directory alone",
        ["coding:semantic-drug-form-group"] = "only RxNorm, which is not at hand, tells these codes from those of drugs",
        ["coding:semantic-drug-form-group.code"] = "the same",
        ["coding:semantic-drug-form-group.system"] = "the same",
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
