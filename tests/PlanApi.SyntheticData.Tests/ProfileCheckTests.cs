using System.Text.Json.Nodes;
using PlanApi.SyntheticData.Tests.Profiles;

namespace PlanApi.SyntheticData.Tests;

/// <summary>The checker finds what is planted: it is no use that it finds nothing in what is right.</summary>
public sealed class ProfileCheckTests
{
    [Fact]
    public void It_finds_what_is_missing_what_is_not_as_fixed_and_codes_of_no_set_wherever_a_profile_asks()
    {
        var tried = Everything.ByProfile.AsParallel()
            .SelectMany(p => Mutation.Of(p.Key, p.Value[0]).Select(m => (p.Key, Mutation: m, IsFound: Finds(p.Key, p.Value[0], m.Plant)))).ToList();

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', Invariants.NotRun.Select(n => $"not run: {n.Key}: {n.Value}").Concat(ValueSets.NotExpanded.Keys.Order().Select(n => $"not expanded: {n}"))));
        tried.Count.ShouldBeGreaterThan(1000);
        tried.Where(t => !t.IsFound).Select(t => $"{t.Key.Name}: {t.Mutation}").Order().ShouldBeEmpty();
    }

    public static TheoryData<string, string, string> Planted => new()
    {
        { "us-core-patient", "name", """[{"use":"old"}]""" },
        { "us-core-patient", "extension", """[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex","valueString":"F"}]""" },
        { "us-core-patient", "extension", """[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-race","extension":[{"url":"ombCategory","valueCoding":{"system":"urn:oid:2.16.840.1.113883.6.238","code":"2106-3"}}]}]""" },
        { "us-core-condition-problems-health-concerns", "subject", """{"reference":"Organization/payer"}""" },
        { "us-core-condition-problems-health-concerns", "clinicalStatus", """{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"better"}]}""" },
        { "us-core-allergyintolerance", "verificationStatus", """{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"entered-in-error"}]}""" },
        { "us-core-blood-pressure", "component", """[]""" },
        { "us-core-implantable-device", "udiCarrier", """[{"carrierHRF":"1"},{"carrierHRF":"2"}]""" },
        { "us-core-practitioner", "identifier", """[{"system":"http://hl7.org/fhir/sid/us-npi","value":"1234567890"}]""" },
        { "C4BB-Patient", "meta", """{"lastUpdated":"2026-11-20T00:00:00Z","profile":["http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Patient"]}""" },
        { "C4BB-Patient", "meta", """{"profile":["http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Patient|2.0.0"]}""" },
        { "C4BB-Coverage", "payor", """[{"reference":"Organization/a"},{"reference":"Organization/b"}]""" },
        { "C4BB-ExplanationOfBenefit-Pharmacy", "type", """{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/claim-type","code":"oral"}]}""" },
        { "C4BB-ExplanationOfBenefit-Pharmacy", "insurance", """[]""" },
        { "C4BB-ExplanationOfBenefit-Oral", "payee", """{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/payeetype","code":"other"}]}}""" },
        { "C4BB-ExplanationOfBenefit-Inpatient-Institutional", "supportingInfo", """[]""" },
        { "pdex-priorauthorization", "use", "\"claim\"" },
        { "plannet-Practitioner", "active", "false" },
        { "plannet-PractitionerRole", "location", """[{"reference":"Practitioner/a"}]""" },
        { "usdf-FormularyItem", "subject", """{"reference":"Patient/a"}""" },
    };

    [Theory, MemberData(nameof(Planted))]
    public void It_finds_a_planted_mistake(string profile, string element, string value)
    {
        var (definition, resources) = Everything.ByProfile.Single(p => p.Key.Name == profile);

        Finds(definition, resources[0], root => root[element] = JsonNode.Parse(value)).ShouldBeTrue();
        Everything.Check().Check(resources[0], definition).ShouldBeEmpty();
    }

    private static bool Finds(Profile profile, JsonObject resource, Action<JsonObject> plant)
    {
        var changed = resource.DeepClone().AsObject();
        plant(changed);
        return Everything.Check().Check(changed, profile).Count > 0;
    }
}
