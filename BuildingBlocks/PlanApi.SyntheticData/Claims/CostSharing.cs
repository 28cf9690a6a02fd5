namespace PlanApi.SyntheticData.Claims;

/// <summary>
/// One member's share of costs, year by year, within their family's: whoever has paid the own deductible pays no more of it, nor does anybody once the family has paid its own. Claims
/// must be adjudicated in the order of their dates.
/// </summary>
/// <param name="family">What all on the same contract have paid.</param>
internal sealed class CostSharing(Accumulator family)
{
    // Of what the contract allows, where another plan comes first; what is preventive it pays in full.
    private const decimal PrimaryPays = 0.75m;

    private readonly Accumulator _own = Accumulator.OfMember();

    /// <param name="afterPrimary">Whether another plan has paid its part before.</param>
    public Amounts Adjudicate(ClaimLine line, DateOnly day, bool afterPrimary = false)
    {
        if (line.Denied is { } denied)
        {
            return new(line.Billed, 0, 0, 0, 0) { Noncovered = line.Billed, NoncoveredOwed = denied.MemberOwes ? line.Billed : 0 };
        }

        var left = Math.Min(_own.LimitLeft(day.Year), family.LimitLeft(day.Year));
        var amounts = line.Rule switch
        {
            CostRule.Preventive => new Amounts(line.Billed, line.Allowed, 0, 0, 0),
            CostRule.VisitCopay => Copay(line, Math.Min(25, left)),
            CostRule.GenericDrug => Copay(line, Math.Min(10, left)),
            CostRule.BrandDrug => Copay(line, Math.Min(40, left)),
            CostRule.DeductibleThenCoinsurance => DeductibleThenCoinsurance(line, day.Year, left),
        };
        amounts = afterPrimary ? AfterPrimary(amounts, line.Rule) : amounts;
        Count(amounts, day.Year, 1);
        return amounts;
    }

    /// <summary>A claim was reversed: what it had used up is free again.</summary>
    public void TakeBack(Amounts amounts, int year) => Count(amounts, year, -1);

    private void Count(Amounts amounts, int year, int times)
    {
        _own.Count(amounts, year, times);
        family.Count(amounts, year, times);
    }

    private static Amounts Copay(ClaimLine line, decimal copay) => new(line.Billed, line.Allowed, 0, Math.Min(copay, line.Allowed), 0);

    private Amounts DeductibleThenCoinsurance(ClaimLine line, int year, decimal left)
    {
        var deductible = decimal.Min(decimal.Min(_own.DeductibleLeft(year), family.DeductibleLeft(year)), decimal.Min(line.Allowed, left));
        var coinsurance = Math.Min(Math.Round((line.Allowed - deductible) * 0.2m, 2, MidpointRounding.ToEven), left - deductible);
        return new(line.Billed, line.Allowed, deductible, 0, coinsurance);
    }

    // Both plans together pay no more than is allowed; what is left of it after the first lowers the member's share, the coinsurance first.
    private static Amounts AfterPrimary(Amounts alone, CostRule rule)
    {
        var prior = rule == CostRule.Preventive ? alone.Eligible : Math.Round(alone.Eligible * PrimaryPays, 2, MidpointRounding.ToEven);
        var rest = alone.Eligible - prior;
        var deductible = Math.Min(alone.Deductible, rest);
        var copay = Math.Min(alone.Copay, rest - deductible);
        var coinsurance = Math.Min(alone.Coinsurance, rest - deductible - copay);
        return alone with { Deductible = deductible, Copay = copay, Coinsurance = coinsurance, PriorPaid = prior };
    }
}
