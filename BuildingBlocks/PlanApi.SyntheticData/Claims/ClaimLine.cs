namespace PlanApi.SyntheticData.Claims;

/// <summary>What the contract lets the plan pay of a service.</summary>
internal enum CostRule
{
    /// <summary>Paid in full.</summary>
    Preventive,

    /// <summary>A fixed share of 25 dollars for a visit.</summary>
    VisitCopay,

    /// <summary>A fixed share of 10 dollars for a generic drug.</summary>
    GenericDrug,

    /// <summary>A fixed share of 40 dollars for a brand drug.</summary>
    BrandDrug,

    /// <summary>The yearly deductible first, then a fifth.</summary>
    DeductibleThenCoinsurance,
}

/// <summary>One billed service.</summary>
/// <param name="Billed">What the provider asked, US dollars.</param>
/// <param name="Allowed">What the contract allows for it.</param>
internal sealed record ClaimLine(string System, string Code, string? Text, decimal Billed, decimal Allowed, CostRule Rule, decimal Quantity = 1)
{
    /// <summary>NUBC revenue code, on lines of institutions.</summary>
    public string? Revenue { get; init; }

    /// <summary>Universal tooth number, on lines of dentists.</summary>
    public string? Tooth { get; init; }

    /// <summary>Surface of the tooth, by its CARIN code.</summary>
    public string? Surface { get; init; }

    /// <summary>HCPCS modifier.</summary>
    public string? Modifier { get; init; }

    /// <summary>Why the plan does not pay it, if so.</summary>
    public Denial? Denied { get; init; }
}

/// <summary>
/// What became of the money of one line or of a whole claim. Submitted = discount + eligible + noncovered; eligible = prior payer + deductible +
/// copay + coinsurance + benefit; the plan pays the benefit to the provider, and the member owes the rest of eligible and, where the denial says so, what
/// is not covered.
/// </summary>
internal sealed record Amounts(decimal Submitted, decimal Eligible, decimal Deductible, decimal Copay, decimal Coinsurance)
{
    public decimal Noncovered { get; init; }

    /// <summary>The part of <see cref="Noncovered"/> that the provider may bill the member.</summary>
    public decimal NoncoveredOwed { get; init; }

    /// <summary>What another plan had paid before.</summary>
    public decimal PriorPaid { get; init; }

    public decimal Discount => Submitted - Eligible - Noncovered;

    /// <summary>What counts towards the yearly limit.</summary>
    public decimal CostShare => Deductible + Copay + Coinsurance;

    public decimal MemberLiability => CostShare + NoncoveredOwed;

    public decimal Benefit => Eligible - PriorPaid - CostShare;

    public static Amounts Sum(IEnumerable<Amounts> lines) => lines.Aggregate(
        new Amounts(0, 0, 0, 0, 0),
        static (sum, l) => new(sum.Submitted + l.Submitted, sum.Eligible + l.Eligible, sum.Deductible + l.Deductible, sum.Copay + l.Copay, sum.Coinsurance + l.Coinsurance)
        {
            Noncovered = sum.Noncovered + l.Noncovered,
            NoncoveredOwed = sum.NoncoveredOwed + l.NoncoveredOwed,
            PriorPaid = sum.PriorPaid + l.PriorPaid,
        });
}
