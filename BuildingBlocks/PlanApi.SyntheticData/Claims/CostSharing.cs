namespace PlanApi.SyntheticData.Claims;

/// <summary>One member's share of costs, year by year: claims must be adjudicated in the order of their dates.</summary>
internal sealed class CostSharing
{
    private const decimal YearlyDeductible = 500;
    private const decimal YearlyLimit = 4000;

    private readonly Dictionary<int, decimal> _deductible = [];
    private readonly Dictionary<int, decimal> _spent = [];

    public Amounts Adjudicate(ClaimLine line, DateOnly day)
    {
        var left = YearlyLimit - _spent.GetValueOrDefault(day.Year);
        var amounts = line.Rule switch
        {
            CostRule.Preventive => new Amounts(line.Billed, line.Allowed, 0, 0, 0),
            CostRule.VisitCopay => Copay(line, Math.Min(25, left)),
            CostRule.GenericDrug => Copay(line, Math.Min(10, left)),
            CostRule.BrandDrug => Copay(line, Math.Min(40, left)),
            CostRule.DeductibleThenCoinsurance => DeductibleThenCoinsurance(line, day.Year, left),
        };
        _deductible[day.Year] = _deductible.GetValueOrDefault(day.Year) + amounts.Deductible;
        _spent[day.Year] = _spent.GetValueOrDefault(day.Year) + amounts.MemberLiability;
        return amounts;
    }

    private static Amounts Copay(ClaimLine line, decimal copay) => new(line.Billed, line.Allowed, 0, Math.Min(copay, line.Allowed), 0);

    private Amounts DeductibleThenCoinsurance(ClaimLine line, int year, decimal left)
    {
        var deductible = Math.Min(Math.Min(line.Allowed, YearlyDeductible - _deductible.GetValueOrDefault(year)), left);
        var coinsurance = Math.Min(Math.Round((line.Allowed - deductible) * 0.2m, 2, MidpointRounding.ToEven), left - deductible);
        return new(line.Billed, line.Allowed, deductible, 0, coinsurance);
    }
}
