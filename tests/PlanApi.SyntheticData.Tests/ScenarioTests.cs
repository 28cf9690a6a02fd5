using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests;

/// <summary>Each scenario holds what its line on the page promises.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public void Every_scenario_makes_as_many_patients_as_it_says_and_has_words_of_its_own()
    {
        foreach (var scenario in Scenario.All)
        {
            Households.Of(scenario).Patients.Count.ShouldBe(scenario.People, scenario.Key);
        }

        Scenario.All.Count.ShouldBe(12);
        Scenario.All.Select(s => s.Title).ShouldBeUnique();
        Scenario.All.Select(s => s.Description).ShouldBeUnique();
    }

    [Fact]
    public void Chronic_illness_shows_in_results_that_rise_and_then_come_down_under_treatment()
    {
        var resources = Only(Scenario.ChronicConditions).Resources;

        var sugar = resources.OfType<Observation>().Where(o => o.Code!.Coding[0].Code == "4548-4").Select(o => ((Quantity)o.Value!).Value!.Value).ToList();
        sugar.Count.ShouldBeGreaterThan(16);
        sugar.Max().ShouldBeGreaterThan(8.5m);
        sugar[^1].ShouldBeLessThan(7.6m);
        sugar[0].ShouldBeLessThan(7.5m);
        resources.OfType<Condition>().Count(c => c.ClinicalStatus!.Coding[0].Code == "active").ShouldBeGreaterThanOrEqualTo(4);
        resources.OfType<ExplanationOfBenefit>().Where(e => e.Use == ClaimUseCode.Preauthorization).ShouldHaveSingleItem().PreAuthRef.ShouldHaveSingleItem();
        resources.Claims().Any(c => c.SubType?.Coding[0].Code == "inpatient").ShouldBeTrue();
    }

    [Fact]
    public void Thousands_of_claims_are_some_five_thousand_on_one_coverage()
    {
        var patient = Only(Scenario.ThousandsOfClaims);

        patient.Resources.Claims().Count().ShouldBeInRange(4700, 5300);
        var covered = Households.Day(patient.Resources.OfType<Coverage>().Single().Period!.Start);
        patient.Resources.Claims().ShouldAllBe(c => Households.Day(c.BillablePeriod!.Start) >= covered);
    }

    [Fact]
    public void Denials_have_reasons_and_words_and_reversals_tell_of_each_other()
    {
        var claims = Only(Scenario.DeniedAndReversed).Resources.Claims().ToList();

        claims.SelectMany(c => c.Item).SelectMany(i => i.Adjudication).Where(a => a.Reason is not null && a.Category!.Coding[0].Code is "adjustmentreason" or "rejectreason")
            .Select(a => a.Reason!.Coding[0].Code).Distinct().ShouldBe(["18", "29", "96", "197", "75", "79"], ignoreOrder: true);
        foreach (var denied in claims.Where(c => c.Total("noncovered") > 0))
        {
            denied.Item.Any(i => i.NoteNumber.Count() == 1).ShouldBeTrue();
            denied.ProcessNote.ShouldAllBe(n => n.Text!.Length > 20);
        }

        claims.Select(c => c.Payment!.Type!.Coding[0].Code).Distinct().ShouldBe(["paid", "denied", "partiallypaid"], ignoreOrder: true);
        var cancelled = claims.Where(c => c.Status == ExplanationOfBenefit.ExplanationOfBenefitStatus.Cancelled).ToList();
        cancelled.Count.ShouldBe(3);
        var replaced = cancelled.Where(c => c.Related.Count > 0).ToList();
        replaced.Count.ShouldBe(2, "the third was taken back, and nothing came in its place");
        foreach (var original in replaced)
        {
            var replacement = claims.Single(c => c.Id == original.Related.Single().Reference!.Value);
            replacement.Related.Single().Reference!.Value.ShouldBe(original.Id);
            string.CompareOrdinal(replacement.Created, original.Created).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void With_two_coverages_the_other_plan_pays_first_on_every_claim()
    {
        var resources = Only(Scenario.TwoCoverages).Resources;

        var (ours, theirs) = (resources.OfType<Coverage>().Single(c => c.Order == 2), resources.OfType<Coverage>().Single(c => c.Order == 1));
        ours.Payor[0].Reference.ShouldNotBe(theirs.Payor[0].Reference);
        foreach (var claim in resources.Claims())
        {
            claim.Insurance.Single(i => i.Focal == true).Coverage!.Reference.ShouldBe($"Coverage/{ours.Id}");
            claim.Insurance.Single(i => i.Focal == false).Coverage!.Reference.ShouldBe($"Coverage/{theirs.Id}");
            claim.Total("priorpayerpaid").ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void A_newborn_is_covered_and_cared_for_from_the_day_of_its_birth_and_the_stay_is_billed_for_both()
    {
        var (mother, child) = (Households.Of(Scenario.Newborn).Patients[0], Households.Of(Scenario.Newborn).Patients[1]);

        var born = child.BirthDate.ToString("yyyy-MM-dd");
        child.Resources.OfType<Coverage>().Single().Period!.Start.ShouldBe(born);
        child.Resources.OfType<Encounter>().Min(e => e.Period!.Start)!.ShouldStartWith(born);
        child.Resources.Claims().Single(c => c.SubType?.Coding[0].Code == "inpatient").BillablePeriod!.Start.ShouldBe(born);
        mother.Resources.Claims().Single(c => c.SubType?.Coding[0].Code == "inpatient").BillablePeriod!.Start.ShouldBe(born);
        mother.Resources.OfType<Patient>().Single().Gender.ShouldBe(AdministrativeGender.Female);
        // CDC's schedule: hepatitis B at birth, the first round at two months, the second at four.
        VaccinesOn(child, child.BirthDate).ShouldBe(["08"]);
        VaccinesOn(child, child.BirthDate.AddMonths(2)).ShouldBe(["116", "20", "49", "216", "10"], ignoreOrder: true);
        VaccinesOn(child, child.BirthDate.AddMonths(4)).ShouldBe(["116", "20", "49", "216", "10"], ignoreOrder: true);
        var growth = child.Resources.OfType<Observation>().Where(o => o.Code!.Coding[0].Code == "8302-2").Select(o => ((Quantity)o.Value!).Value!.Value).ToList();
        growth[^1].ShouldBeGreaterThan(growth[0] + 8);
    }

    [Fact]
    public void A_family_is_two_parents_and_two_children_on_one_contract_each_with_care_and_claims_of_their_own()
    {
        var family = Households.Of(Scenario.Family).Patients;

        var coverages = family.Select(p => p.Resources.OfType<Coverage>().Single()).ToList();
        coverages.Select(c => c.Relationship!.Coding[0].Code).ShouldBe(["self", "spouse", "child", "child"]);
        coverages.Select(c => c.Dependent).ShouldBe(["01", "02", "03", "04"]);
        coverages.ShouldAllBe(c => c.SubscriberId == coverages[0].SubscriberId && c.Subscriber!.Reference == $"Patient/{family[0].PatientId}");
        var ages = family.Select(p => Households.AsOf.Year - p.BirthDate.Year).ToList();
        ages.Skip(2).ShouldBe(ages.Skip(2).OrderDescending());
        (ages[2] - ages[3]).ShouldBeGreaterThanOrEqualTo(3);
        family.ShouldAllBe(p => p.Resources.Claims().Count() > 8 && p.Resources.OfType<Encounter>().Count() > 6 && p.Resources.OfType<Observation>().Any());
        var (first, second) = family[0].Resources.OfType<Patient>().Single().Gender == AdministrativeGender.Female ? ("HUSB", "WIFE") : ("WIFE", "HUSB");
        family.Select(p => string.Join(' ', p.Resources.OfType<RelatedPerson>().Select(r => r.Relationship[0].Coding[0].Code).Order())).ShouldBe([first, second, "FTH MTH", "FTH MTH"]);
    }

    [Fact]
    public void Names_stand_in_their_own_script_and_in_Latin_letters()
    {
        var people = Households.Of(Scenario.NonLatinNames).Patients;

        foreach (var name in people.Select(p => p.Resources.OfType<Patient>().Single()))
        {
            var (own, latin) = (name.Name[0], name.Name[1]);
            own.Text!.Any(c => c > 127).ShouldBeTrue();
            latin.Text!.All(c => c < 128).ShouldBeTrue();
            own.Use.ShouldBe(HumanName.NameUse.Official);
            name.Name.ShouldAllBe(n => n.Extension.Single().Url == "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation");
            name.Communication[0].Language!.Coding[0].Code.ShouldNotBe("en");
        }

        people.Select(p => p.Resources.OfType<Patient>().Single().Communication[0].Language!.Coding[0].Code).ShouldBe(["ja", "ar", "ru", "zh", "vi"]);
        people.Select(p => p.Resources.OfType<Coverage>().Single().SubscriberId).ShouldBeUnique();
    }

    [Fact]
    public void After_death_there_is_nothing_and_coverage_has_ended()
    {
        foreach (var patient in new[] { Only(Scenario.Deceased), Households.Of(Scenario.Everything).Patients[2] })
        {
            var person = patient.Resources.OfType<Patient>().Single();
            var died = ((FhirDateTime)person.Deceased!).Value!;
            person.Active.ShouldBe(false);
            patient.Resources.OfType<Coverage>().Single().Period!.End.ShouldBe(died);
            patient.Resources.OfType<Encounter>().Select(e => Households.Day(e.Period!.End)).Max().ShouldBeLessThanOrEqualTo(Households.Day(died));
            patient.Resources.Claims().ShouldAllBe(c => string.CompareOrdinal(c.BillablePeriod!.End, died) <= 0 && string.CompareOrdinal(c.Payment!.Date, died) <= 0);
            patient.Resources.Claims().Max(c => c.BillablePeriod!.End).ShouldBe(died, "hospice to the last day");
        }
    }

    [Fact]
    public void What_is_sensitive_is_labelled_wherever_it_shows_and_the_rest_is_not()
    {
        var resources = Only(Scenario.Sensitive).Resources;

        var labels = resources.SelectMany(r => r.Meta!.Security).Where(l => l.System == "http://terminology.hl7.org/CodeSystem/v3-ActCode").Select(l => l.Code).Distinct();
        labels.ShouldBe(["PSY", "SUD", "OPIOIDUD", "HIV", "STD", "SEX"], ignoreOrder: true);
        var named = resources.Where(r => Sensitive.Any(code => System.Text.Encoding.UTF8.GetString(r.ToJson()).Contains($"\"{code}\""))).ToList();
        named.Select(r => r.TypeName).Distinct().Count().ShouldBeGreaterThanOrEqualTo(6);
        named.ShouldAllBe(r => r.Meta!.Security.Count() == 2);
        resources.Where(r => r.Meta!.Security.Count == 0).Select(r => r.TypeName).ShouldContain("ExplanationOfBenefit");
        foreach (var provenance in resources.OfType<Provenance>())
        {
            var targets = resources.Where(r => provenance.Target.Any(t => t.Reference == $"{r.TypeName}/{r.Id}")).ToList();
            targets.ShouldAllBe(t => t.Meta!.Security.Count() == provenance.Meta!.Security.Count());
        }
    }

    private static readonly string[] Sensitive = ["F33.1", "F10.20", "F11.20", "B20", "A56.00", "312941", "1721619", "1483744", "1010604", "20447-9", "19295-5", "76690-7", "44261-6"];

    private static SyntheticPatient Only(Scenario scenario) => Households.Of(scenario).Patients.ShouldHaveSingleItem();

    private static IEnumerable<string?> VaccinesOn(SyntheticPatient patient, DateOnly day) => patient.Resources.OfType<Immunization>()
        .Where(i => ((FhirDateTime)i.Occurrence!).Value!.StartsWith(day.ToString("yyyy-MM-dd"), StringComparison.Ordinal)).Select(i => i.VaccineCode!.Coding[0].Code);
}
