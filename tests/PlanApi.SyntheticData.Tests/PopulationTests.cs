using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests;

/// <summary>Many households together look like published figures about people under 65 with coverage by an employer. Each bound names its source.</summary>
public sealed class PopulationTests
{
    private const int Count = 2500;

    private static readonly string[] ChronicCodes = ["I10", "E78.5", "E66.9", "F33.1", "J45.20", "M17.11", "E11.9", "J44.9", "I48.91", "N18.31"];

    private static readonly Lazy<IReadOnlyList<Person>> Drawn = new(static () =>
        [.. Enumerable.Range(1, Count).SelectMany(n => PlanApi.SyntheticData.Population.Household("plan", n, Households.AsOf).Patients).Select(Person.Of)]);

    private static IReadOnlyList<Person> People => Drawn.Value;

    /// <summary>
    /// U.S. Census Bureau, Age and Sex Composition: 2020 (C2020BR-06): 22.1 % under 18, 35.9 % from 18 to 44, 25.2 % from 45 to 64; of those under 65:
    /// 26.6, 43.1 and 30.3 %. 50.9 % are female.
    /// </summary>
    [Fact]
    public void Ages_and_sexes_are_those_of_the_census()
    {
        Percent(p => p.Age < 18).ShouldBeInRange(22.6m, 30.6m);
        Percent(p => p.Age is >= 18 and < 45).ShouldBeInRange(39.1m, 47.1m);
        Percent(p => p.Age is >= 45 and < 65).ShouldBeInRange(26.3m, 34.3m);
        Percent(p => p.Female).ShouldBeInRange(48.4m, 53.4m);
        People.ShouldAllBe(p => p.Age < 65);
    }

    /// <summary>
    /// Watson KB et al., Trends in Multiple Chronic Conditions Among US Adults, By Life Stage, Behavioral Risk Factor Surveillance System, 2013–2023, Prev
    /// Chronic Dis 2025;22:240539: in 2023 one or more had 59.5 % of young adults (18 to 34) and 78.4 % of midlife adults (35 to 64).
    /// </summary>
    [Fact]
    public void Chronic_conditions_are_as_common_as_the_CDC_finds()
    {
        Percent(p => p.Chronic, p => p.Age is >= 18 and < 35).ShouldBeInRange(55, 65);
        Percent(p => p.Chronic, p => p.Age is >= 35).ShouldBeInRange(74, 85);
    }

    /// <summary>
    /// Health Care Cost Institute, 2022 Health Care Cost and Utilization Report (April 2024), dental care apart: 6,711 dollars a person; 0 to 17: 4,120 for
    /// males and 3,650 for females; 55 to 64: 12,215 and 12,136; from 18 to 54 more for women.
    /// </summary>
    [Fact]
    public void A_years_cost_is_what_the_Health_Care_Cost_Institute_reports()
    {
        Cost(p => true).ShouldBeInRange(6711 * 0.8m, 6711 * 1.2m);
        Cost(p => p.Age < 18).ShouldBeInRange(3885 * 0.75m, 3885 * 1.25m);
        Cost(p => p.Age >= 55).ShouldBeInRange(12175 * 0.8m, 12175 * 1.2m);
        Cost(p => p.Age is >= 18 and < 55 && p.Female).ShouldBeGreaterThan(Cost(p => p.Age is >= 18 and < 55 && !p.Female));
    }

    /// <summary>
    /// Prescriptions filled a member and year, in plans of employers: 10 on average with 3 to 16 from plan to plan (Chelko Consulting Group, Keeping Score:
    /// Average Number of Prescriptions PMPY, 29 April 2020); 14.3 among the members of Express Scripts (its announcement of February 2008). No published count
    /// of all claims is known to us: their bound is the fills' and three to ten other claims.
    /// </summary>
    [Fact]
    public void Prescriptions_a_year_are_as_many_as_plans_of_employers_count()
    {
        People.Average(p => (decimal)p.Fills).ShouldBeInRange(7, 14.3m);
        People.Average(p => (decimal)p.Claims).ShouldBeInRange(10, 24);
    }

    [Fact]
    public void The_same_number_is_the_same_household_and_all_share_the_plans_payer_and_its_ids()
    {
        static IEnumerable<string> Told(int number) => PlanApi.SyntheticData.Population.Household("plan", number, Households.AsOf).Resources.Select(r => Convert.ToBase64String(r.ToJson()));

        Told(77).ShouldBe(Told(77));
        var (first, second) = (PlanApi.SyntheticData.Population.Household("plan", 1, Households.AsOf), PlanApi.SyntheticData.Population.Household("plan", 2, Households.AsOf));
        first.Shared[0].Id.ShouldBe(second.Shared[0].Id);
        first.Shared.ShouldAllBe(r => r.Id!.StartsWith("plan-"));
        first.Patients.SelectMany(p => p.Resources).Select(r => r.Id).Intersect(second.Patients.SelectMany(p => p.Resources).Select(r => r.Id)).ShouldBeEmpty();
    }

    private static decimal Percent(Func<Person, bool> which, Func<Person, bool>? among = null)
    {
        var all = People.Where(among ?? (_ => true)).ToList();
        return all.Count(which) * 100m / all.Count;
    }

    private static decimal Cost(Func<Person, bool> who) => People.Where(who).Average(p => p.Cost);

    /// <param name="Cost">What the contracts allow for a year, dental care apart.</param>
    private sealed record Person(int Age, bool Female, bool Chronic, int Claims, int Fills, decimal Cost)
    {
        public static Person Of(SyntheticPatient patient)
        {
            var claims = patient.Resources.Claims().Where(c => Households.Day(c.BillablePeriod!.Start) > Households.AsOf.AddYears(-1)).ToList();
            return new(
                Households.AsOf.Year - patient.BirthDate.Year - (Households.AsOf.DayOfYear < patient.BirthDate.DayOfYear ? 1 : 0),
                patient.Resources.OfType<Patient>().Single().Gender == AdministrativeGender.Female,
                patient.Resources.OfType<Condition>().Any(c => c.Code!.Coding.Any(code => ChronicCodes.Contains(code.Code))),
                claims.Count,
                claims.Count(c => c.Type!.Coding[0].Code == "pharmacy"),
                claims.Where(c => c.Type!.Coding[0].Code != "oral").Sum(c => c.Total("eligible")));
        }
    }
}
