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

    public static readonly Vaccine HepatitisB = new("08", "Hep B, adolescent or pediatric");
    public static readonly Vaccine Rotavirus = new("116", "rotavirus, pentavalent");
    public static readonly Vaccine Hib = new("49", "Hib (PRP-OMP)");
    public static readonly Vaccine Pneumococcal = new("216", "Pneumococcal conjugate PCV20, polysaccharide CRM197 conjugate, adjuvant, PF");
    public static readonly Vaccine Zoster = new("187", "zoster recombinant");
}
