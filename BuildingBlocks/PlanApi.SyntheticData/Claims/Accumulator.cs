namespace PlanApi.SyntheticData.Claims;

/// <summary>What was paid towards the deductible and towards the limit of a calendar year, by one member or by a family, US dollars.</summary>
/// <param name="limit">The deductible counts towards it.</param>
internal sealed class Accumulator(decimal deductible, decimal limit)
{
    private readonly Dictionary<int, (decimal Deductible, decimal Spent)> _years = [];

    public static Accumulator OfMember() => new(500, 4000);

    public static Accumulator OfFamily() => new(1000, 8000);

    public decimal DeductibleLeft(int year) => deductible - _years.GetValueOrDefault(year).Deductible;

    public decimal LimitLeft(int year) => limit - _years.GetValueOrDefault(year).Spent;

    /// <param name="times">1, or -1 for a claim that is taken back.</param>
    public void Count(Amounts amounts, int year, int times)
    {
        var paid = _years.GetValueOrDefault(year);
        _years[year] = (paid.Deductible + (times * amounts.Deductible), paid.Spent + (times * amounts.CostShare));
    }
}
