
namespace PlanApi.SyntheticData.Tests;

/// <summary>Households that the generator's tests look at.</summary>
internal static class Households
{
    public static readonly DateOnly AsOf = new(2026, 11, 20);

    /// <summary>Every scenario for a few organizations, so that a rule is not proven on one lucky draw.</summary>
    public static readonly IReadOnlyList<SyntheticHousehold> Many =
    [
        .. from scenario in Scenario.All
           from organization in new[] { "org-a", "org-b", "org-c" }
           select Generator.Generate(new(organization, $"{scenario.Key}-1", scenario, AsOf)),
    ];
}
