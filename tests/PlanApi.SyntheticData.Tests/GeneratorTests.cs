using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace PlanApi.SyntheticData.Tests;

public sealed class GeneratorTests
{
    [Fact]
    public void The_same_seed_makes_the_same_bytes()
    {
        static IEnumerable<string> Told(Scenario scenario) => Households.Of(scenario).Resources.Select(r => Convert.ToBase64String(r.ToJson()));

        foreach (var scenario in Scenario.All)
        {
            Told(scenario).SequenceEqual(Told(scenario)).ShouldBeTrue(scenario.Key);
        }
    }

    [Fact]
    public void Two_organizations_share_no_id_though_their_households_have_the_same_key()
    {
        var first = Generator.Generate(new("org-1", "family-1", Scenario.Family, Households.AsOf)).Resources.Select(r => $"{r.TypeName}/{r.Id}");
        var second = Generator.Generate(new("org-2", "family-1", Scenario.Family, Households.AsOf)).Resources.Select(r => $"{r.TypeName}/{r.Id}");

        first.Intersect(second).ShouldBeEmpty();
    }

    [Fact]
    public void Another_household_of_the_same_organization_shares_only_the_network()
    {
        var first = Generator.Generate(new("org", "typical-adult-1", Scenario.TypicalAdult, Households.AsOf));
        var second = Generator.Generate(new("org", "typical-adult-2", Scenario.TypicalAdult, Households.AsOf));

        first.Patients[0].Resources.Select(r => r.Id).Intersect(second.Patients[0].Resources.Select(r => r.Id)).ShouldBeEmpty();
        first.Shared.Select(r => r.Id).ShouldBe(second.Shared.Select(r => r.Id));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(97)]
    [InlineData(350)]
    public void No_two_of_a_household_have_one_name_though_their_names_were_drawn_alike(int number)
    {
        var family = Generator.Generate(new("org", $"family-{number}", Scenario.Family, Households.AsOf));

        family.Patients.Select(p => p.DisplayName).ShouldBeUnique();
    }

    [Fact]
    public void Every_resource_is_valid_R4_by_the_strict_deserializer()
    {
        var strict = new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict));
        foreach (var resource in Households.Many.SelectMany(h => h.Resources))
        {
            var reader = new Utf8JsonReader(resource.ToJson());
            strict.TryDeserializeResource(ref reader, out _, out var problems);
            problems.Select(p => p.Message).ShouldBeEmpty($"{resource.TypeName}/{resource.Id}");
        }
    }

    [Fact]
    public void Ids_are_unique_within_a_household()
    {
        foreach (var household in Households.Many)
        {
            household.Resources.Select(r => $"{r.TypeName}/{r.Id}").ShouldBeUnique();
        }
    }

    [Fact]
    public void Every_reference_resolves_within_the_household()
    {
        foreach (var household in Households.Many)
        {
            var known = household.Resources.Select(r => $"{r.TypeName}/{r.Id}").ToHashSet();
            References(household.Resources).Where(r => !r.StartsWith('#') && !known.Contains(r)).ShouldBeEmpty();
            foreach (var resource in household.Resources.OfType<DomainResource>())
            {
                References([resource]).Where(r => r.StartsWith('#')).ShouldBe(resource.Contained.Select(c => $"#{c.Id}"), "what lies within it is referred to");
            }
        }
    }

    [Fact]
    public void Whose_a_resource_is_does_not_come_after_it()
    {
        foreach (var household in Households.Many)
        {
            HashSet<string> before = [];
            foreach (var resource in household.Resources)
            {
                if (resource is Provenance provenance)
                {
                    provenance.Target.Where(t => !before.Contains(t.Reference!)).ShouldBeEmpty();
                }

                before.Add($"{resource.TypeName}/{resource.Id}");
            }
        }
    }

    [Fact]
    public void People_of_a_household_refer_to_each_other_only_where_the_plan_does()
    {
        foreach (var household in Households.Many.Where(h => h.Patients.Count > 1))
        {
            foreach (var patient in household.Patients)
            {
                foreach (var other in household.Patients.Where(p => p != patient))
                {
                    var naming = patient.Resources.Where(r => References([r]).Contains($"Patient/{other.PatientId}")).ToList();
                    naming.ShouldAllBe(r => r is Coverage && ((Coverage)r).Subscriber!.Reference == $"Patient/{other.PatientId}" && other == household.Patients[0]);
                }
            }
        }
    }

    [Fact]
    public void Nothing_happens_after_the_day_of_the_story_or_before_the_person_is_born()
    {
        foreach (var household in Households.Many)
        {
            foreach (var patient in household.Patients)
            {
                foreach (var claim in patient.Resources.Claims())
                {
                    var (start, end, paid) = (Households.Day(claim.BillablePeriod!.Start), Households.Day(claim.BillablePeriod.End), Households.Day(claim.Payment!.Date));
                    start.ShouldBeGreaterThanOrEqualTo(patient.BirthDate);
                    end.ShouldBeGreaterThanOrEqualTo(start);
                    paid.ShouldBeGreaterThanOrEqualTo(end);
                    paid.ShouldBeLessThanOrEqualTo(Households.AsOf);
                }

                foreach (var visit in patient.Resources.OfType<Encounter>())
                {
                    Households.Day(visit.Period!.Start).ShouldBeGreaterThanOrEqualTo(patient.BirthDate);
                    Households.Day(visit.Period.End).ShouldBeLessThanOrEqualTo(Households.AsOf);
                    string.CompareOrdinal(visit.Period.Start, visit.Period.End).ShouldBeLessThan(0);
                }
            }
        }
    }

    [Fact]
    public void What_is_recorded_at_a_visit_lies_within_it_or_follows_it()
    {
        foreach (var patient in Households.Many.SelectMany(h => h.Patients))
        {
            var starts = patient.Resources.OfType<Encounter>().ToDictionary(e => $"Encounter/{e.Id}", e => e.Period!.Start!);
            var told = patient.Resources.OfType<Observation>().Where(o => o.Effective is FhirDateTime).Select(o => (o.Encounter!.Reference!, ((FhirDateTime)o.Effective!).Value!))
                .Concat(patient.Resources.OfType<MedicationRequest>().Select(m => (m.Encounter!.Reference!, m.AuthoredOn!)));
            foreach (var (visit, at) in told)
            {
                string.CompareOrdinal(at, starts[visit]).ShouldBeGreaterThanOrEqualTo(0);
            }
        }
    }

    [Fact]
    public void A_person_without_clinical_data_has_coverage_and_claims_and_nothing_else()
    {
        var patient = Generator.Generate(new("org", "no-1", Scenario.NoClinicalData, Households.AsOf)).Patients.ShouldHaveSingleItem();

        patient.Resources.Select(r => r.TypeName).Distinct().ShouldBe(["Patient", "Coverage", "ExplanationOfBenefit"], ignoreOrder: true);
    }

    private static IEnumerable<string> References(IEnumerable<Resource> resources)
    {
        foreach (var resource in resources)
        {
            using var json = JsonDocument.Parse(resource.ToJson());
            foreach (var reference in In(json.RootElement).ToList())
            {
                yield return reference;
            }
        }
    }

    private static IEnumerable<string> In(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.NameEquals("reference") && p.Value.ValueKind is JsonValueKind.String ? [p.Value.GetString()!] : In(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(In),
        _ => [],
    };
}
