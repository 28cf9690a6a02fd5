namespace PlanApi.SyntheticData.Facts;

/// <summary>A network of the plan.</summary>
internal sealed record ProviderNetwork(string Key, string Name)
{
    public static readonly ProviderNetwork Preferred = new("network-ppo", "Lakeshore Preferred");

    /// <summary>The narrow one, which members' coverage names.</summary>
    public static readonly ProviderNetwork Select = new("network-hmo", "Lakeshore Select");

    public static readonly IReadOnlyList<ProviderNetwork> All = [Preferred, Select];
}

/// <summary>An insurance plan on sale.</summary>
/// <param name="Number">What coverages, the directory and the formulary call it.</param>
/// <param name="Type">Plan-Net's InsuranceProductType code.</param>
/// <param name="Metal">Plan-Net's InsurancePlanType code.</param>
internal sealed record InsuranceProduct(
    string Key, string Number, string Name, string Alias, string Type, string TypeText, string Metal, string MetalText, ProviderNetwork Network, DrugList Drugs, DrugCosts Costs)
{
    public static readonly IReadOnlyList<InsuranceProduct> All =
    [
        new("plan-gold", "LK-HMO-GOLD", "Lakeshore Gold HMO", "Gold HMO", "commhmo", "Commercial HMO", "gold", "Gold-QHP", ProviderNetwork.Select, DrugList.Standard, new(10, 40, 75, 20)),
        new("plan-silver", "LK-PPO-SILVER", "Lakeshore Silver PPO", "Silver PPO", "commppo", "Commercial PPO", "silver", "Silver-QHP", ProviderNetwork.Preferred, DrugList.Standard, new(15, 55, 95, 30)),
        new("plan-bronze", "LK-HDHP-BRONZE", "Lakeshore Bronze HDHP", "Bronze HDHP", "commhdhp", "Commercial HDHP", "bronze", "Bronze-QHP", ProviderNetwork.Preferred, DrugList.Value, new(20, 70, 120, 40, AfterDeductible: true)),
    ];
}

/// <summary>What a member pays for a month of a drug at a pharmacy of the network, US dollars; of a specialty drug percents.</summary>
internal sealed record DrugCosts(decimal Generic, decimal PreferredBrand, decimal OtherBrand, decimal SpecialtyPercent, bool AfterDeductible = false);

/// <summary>A formulary.</summary>
/// <param name="IsNarrow">Whether it leaves out what there is something cheaper for.</param>
internal sealed record DrugList(string Key, string Number, string Name, bool IsNarrow)
{
    public static readonly DrugList Standard = new("formulary-standard", "LK-RX-STANDARD", "Lakeshore Standard Formulary", IsNarrow: false);
    public static readonly DrugList Value = new("formulary-value", "LK-RX-VALUE", "Lakeshore Value Formulary", IsNarrow: true);
    public static readonly IReadOnlyList<DrugList> All = [Standard, Value];
}
