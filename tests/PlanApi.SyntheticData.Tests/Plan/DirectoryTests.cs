using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace PlanApi.SyntheticData.Tests.Plan;

public sealed class DirectoryTests
{
    private const string NpiSystem = "http://hl7.org/fhir/sid/us-npi";
    private static readonly string[] KindsOfCare = ["hosp", "outpat", "dent", "urg", "pharm"];

    [Fact]
    public void Whatever_a_resource_refers_to_comes_before_it()
    {
        HashSet<string> before = [];
        foreach (var resource in Plans.Directory.Concat(Plans.Formulary))
        {
            // A payer and the endpoint that serves its directory name each other.
            Plans.References(resource).Where(r => !before.Contains(r) && before.Count > 0).ShouldBeEmpty(Plans.Reference(resource));
            before.Add(Plans.Reference(resource)).ShouldBeTrue($"{Plans.Reference(resource)} is there twice");
        }

        Plans.Directory.SelectMany(Plans.References).Where(r => !before.Contains(r)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_resource_is_valid_R4_by_the_strict_deserializer()
    {
        var strict = new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict));
        foreach (var resource in Plans.Directory.Concat(Plans.Formulary))
        {
            var reader = new Utf8JsonReader(resource.ToJson());
            strict.TryDeserializeResource(ref reader, out _, out var problems);
            problems.Select(p => p.Message).ShouldBeEmpty(Plans.Reference(resource));
        }
    }

    [Fact]
    public void The_same_plan_is_the_same_bytes() =>
        SyntheticPlan.Directory("plan", 50, Households.AsOf).Select(Bytes).ShouldBe(SyntheticPlan.Directory("plan", 50, Households.AsOf).Select(Bytes));

    [Theory, InlineData(14, 60), InlineData(60, 900), InlineData(450, 1000)]
    public void A_larger_directory_has_all_of_a_smaller_one_unchanged(int small, int large)
    {
        var larger = SyntheticPlan.Directory("plan", large, Households.AsOf).ToDictionary(Plans.Reference, Bytes);

        larger.Count(r => r.Key.StartsWith("Practitioner/", StringComparison.Ordinal)).ShouldBe(large);
        SyntheticPlan.Directory("plan", small, Households.AsOf).Where(r => larger.GetValueOrDefault(Plans.Reference(r)) != Bytes(r)).Select(Plans.Reference).ShouldBeEmpty();
    }

    [Fact]
    public void Providers_and_sites_of_claims_have_the_id_and_number_that_they_have_in_the_directory()
    {
        var directory = Plans.Directory.ToDictionary(Plans.Reference);
        var providers = Plans.Members.SelectMany(h => h.Patients).SelectMany(p => p.Resources).SelectMany(Plans.References)
            .Where(r => r.Split('/')[0] is "Practitioner" or "PractitionerRole" or "Organization" or "Location").Distinct().ToList();

        providers.ShouldNotBeEmpty();
        providers.Where(p => !directory.ContainsKey(p)).ShouldBeEmpty();
        foreach (var shared in Plans.Network.Where(r => r is not Medication))
        {
            Numbers(directory[Plans.Reference(shared)]).ShouldBe(Numbers(shared));
        }

        Plans.Members.SelectMany(h => h.Resources).OfType<ExplanationOfBenefit>().ShouldAllBe(c => Numbers(directory[c.Provider!.Reference!]).Count == 1);
    }

    [Fact]
    public void Members_go_to_providers_of_their_own_town_and_of_the_network_that_their_coverage_names()
    {
        var towns = Plans.Directory.OfType<Location>().ToLookup(l => l.ManagingOrganization?.Reference, l => l.Address?.City);
        var practices = Plans.Directory.OfType<PractitionerRole>().ToLookup(r => r.Practitioner?.Reference, r => r.Organization!.Reference!);
        var select = Plans.Directory.OfType<OrganizationAffiliation>().Where(a => a.Network.Any(n => n.Display == "Lakeshore Select")).Select(a => a.ParticipatingOrganization!.Reference).ToHashSet();
        HashSet<string> all = [];

        foreach (var patient in Plans.Members.SelectMany(h => h.Patients))
        {
            var town = patient.Resources.OfType<Patient>().Single().Address[0].City;
            foreach (var provider in patient.Resources.Claims().SelectMany(c => c.CareTeam.Select(t => t.Provider!).Append(c.Provider!)).Select(p => p.Reference!).Distinct())
            {
                var place = provider.StartsWith("Organization/", StringComparison.Ordinal) ? provider : practices[provider].First();
                towns[place].ShouldContain(town);
                select.ShouldContain(place);
                all.Add(provider);
            }
        }

        all.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_providers_that_are_loaded_with_members_are_all_whom_their_records_name()
    {
        var known = Plans.Network.Select(Plans.Reference).ToHashSet();

        known.Count.ShouldBeGreaterThan(600);
        Plans.Members.SelectMany(h => h.Shared).Select(Plans.Reference).Where(r => !known.Contains(r)).ShouldBeEmpty();
        foreach (var household in Plans.Members)
        {
            var own = household.Resources.Select(Plans.Reference).ToHashSet();
            household.Resources.SelectMany(Plans.References).Where(r => !r.StartsWith('#') && !own.Contains(r)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void National_provider_numbers_are_unique_have_the_right_check_digit_and_are_nobodys()
    {
        var numbers = Plans.Directory.SelectMany(Numbers).ToList();

        numbers.ShouldBeUnique();
        numbers.ShouldAllBe(n => n.StartsWith("99", StringComparison.Ordinal) && Luhn("80840" + n) % 10 == 0);
    }

    [Fact]
    public void Every_town_has_care_of_each_kind_and_both_networks()
    {
        var services = Plans.Directory.OfType<HealthcareService>().ToDictionary(Plans.Reference);
        var sites = Plans.Directory.OfType<Location>().Where(l => l.Position is not null).ToDictionary(Plans.Reference);
        var roles = Plans.Directory.OfType<PractitionerRole>().ToList();

        foreach (var town in sites.Values.GroupBy(s => s.Address!.City))
        {
            var care = services.Values.Where(s => s.Location.Any(l => sites[l.Reference!].Address!.City == town.Key)).Select(s => s.Category[0].Coding[0].Code);
            KindsOfCare.Except(care).ShouldBeEmpty(town.Key);
            roles.Where(r => sites[r.Location[0].Reference!].Address!.City == town.Key)
                .SelectMany(r => r.Extension).Where(e => e.Url!.EndsWith("network-reference", StringComparison.Ordinal)).Select(e => ((ResourceReference)e.Value!).Display).Distinct()
                .ShouldBe(["Lakeshore Preferred", "Lakeshore Select"], ignoreOrder: true, town.Key);
        }

        roles.Select(r => r.Specialty[0].Coding[0].Code).Distinct().Count().ShouldBeGreaterThanOrEqualTo(15);
        sites.Values.ShouldAllBe(s => s.Position!.Latitude > 39 && s.Position.Longitude < -70 && s.HoursOfOperation.Count > 0);
    }

    private static string Bytes(Resource resource) => Convert.ToBase64String(resource.ToJson());

    private static List<string> Numbers(Resource resource) =>
        [.. (resource switch { Practitioner p => p.Identifier, Organization o => o.Identifier, _ => [] }).Where(i => i.System == NpiSystem).Select(i => i.Value!)];

    private static int Luhn(string digits) => digits.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : ((c - '0') * 2 / 10) + ((c - '0') * 2 % 10)).Sum();
}
