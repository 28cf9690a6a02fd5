using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests;

/// <summary>Households that the generator's tests look at.</summary>
internal static class Households
{
    public static readonly DateOnly AsOf = new(2026, 11, 20);

    /// <summary>Every scenario for a few organizations, so that a rule is not proven on one lucky draw; the longest for one.</summary>
    public static readonly IReadOnlyList<SyntheticHousehold> Many =
    [
        .. from scenario in Scenario.All
           from organization in scenario == Scenario.ThousandsOfClaims ? ["org-a"] : new[] { "org-a", "org-b", "org-c" }
           select Of(scenario, organization),
    ];

    public static SyntheticHousehold Of(Scenario scenario, string organization = "org-a") => Generator.Generate(new(organization, $"{scenario.Key}-1", scenario, AsOf));

    /// <summary>What was billed, prior authorizations apart.</summary>
    public static IEnumerable<ExplanationOfBenefit> Claims(this IEnumerable<Resource> resources) => resources.OfType<ExplanationOfBenefit>().Where(e => e.Use == ClaimUseCode.Claim);

    /// <summary>The claims that stand, those that were taken back apart.</summary>
    public static IEnumerable<ExplanationOfBenefit> Standing(this IEnumerable<ExplanationOfBenefit> claims) => claims.Where(c => c.Status == ExplanationOfBenefit.ExplanationOfBenefitStatus.Active);

    public static decimal Total(this ExplanationOfBenefit claim, string category) =>
        claim.Total.Where(t => t.Category!.Coding[0].Code == category).Sum(t => t.Amount!.Value!.Value);

    public static DateOnly Day(string? value) => DateOnly.ParseExact(value![..10], "yyyy-MM-dd");
}
