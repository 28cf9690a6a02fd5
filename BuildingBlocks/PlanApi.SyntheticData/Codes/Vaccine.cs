namespace PlanApi.SyntheticData.Codes;

/// <summary>A vaccine by its CVX code.</summary>
internal sealed record Vaccine(string Cvx, string Text)
{
    public static readonly Vaccine Influenza = new("140", "Influenza, split virus, trivalent, PF");
    public static readonly Vaccine Tdap = new("115", "Tdap");
    public static readonly Vaccine Dtap = new("20", "DTaP");
    public static readonly Vaccine Polio = new("10", "IPV");
    public static readonly Vaccine MeaslesMumpsRubella = new("03", "MMR");
    public static readonly Vaccine Varicella = new("21", "varicella");
}
