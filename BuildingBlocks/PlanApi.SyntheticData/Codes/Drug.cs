namespace PlanApi.SyntheticData.Codes;

/// <summary>A drug as it is prescribed (RxNorm), sold (NDC) and taken.</summary>
/// <param name="Quantity">Units in one fill, of <paramref name="Unit"/>.</param>
/// <param name="PerDay">How often a day; 0 for as needed.</param>
/// <param name="Billed">What the pharmacy asks for one fill, US dollars.</param>
internal sealed record Drug(
    string Key, string RxNorm, string Text, string Ndc, string Instruction, decimal Dose, string Unit, int PerDay, decimal Quantity, int DaysSupply, bool Brand, decimal Billed, decimal Allowed)
{
    public static readonly Drug Lisinopril = new("lisinopril", "314076", "lisinopril 10 MG Oral Tablet", "68180098001", "Take one tablet by mouth once a day", 1, "{tbl}", 1, 90, 90, false, 38.40m, 14.20m);
    public static readonly Drug Atorvastatin = new("atorvastatin", "617310", "atorvastatin 20 MG Oral Tablet", "59762015601", "Take one tablet by mouth every evening", 1, "{tbl}", 1, 90, 90, false, 61.75m, 22.60m);
    public static readonly Drug Celecoxib = new("celecoxib", "205323", "celecoxib 200 MG Oral Capsule", "59762151701", "Take one capsule by mouth once a day with food", 1, "{capsule}", 1, 30, 30, false, 94.10m, 31.85m);
    public static readonly Drug Albuterol = new("albuterol", "745679", "200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler", "59310057922", "Two puffs by inhaler every four to six hours as needed for wheezing", 2, "{puff}", 0, 1, 30, true, 82.30m, 64.90m);
    public static readonly Drug Amoxicillin = new("amoxicillin", "308189", "amoxicillin 80 MG/ML Oral Suspension", "00093416173", "Take 7.5 mL by mouth twice a day for ten days", 7.5m, "mL", 2, 150, 10, false, 24.60m, 9.75m);

    /// <summary>Those that are kept as Medication resources, so that apps meet references as well as codes.</summary>
    public static readonly IReadOnlyList<Drug> ByReference = [Celecoxib, Albuterol];
}
