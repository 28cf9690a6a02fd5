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

    public static readonly Drug Metformin = new("metformin", "861007", "metformin hydrochloride 500 MG Oral Tablet", "00093104801", "Take one tablet by mouth twice a day with meals", 1, "{tbl}", 2, 180, 90, false, 42.10m, 13.35m);
    public static readonly Drug Glargine = new("glargine", "1736863", "3 ML insulin glargine 100 UNT/ML Pen Injector [Basaglar]", "00002771559", "Inject 24 units under the skin at bedtime", 24, "[IU]", 1, 15, 60, true, 402.60m, 311.40m);
    public static readonly Drug Empagliflozin = new("empagliflozin", "1545664", "empagliflozin 10 MG Oral Tablet [Jardiance]", "00597015230", "Take one tablet by mouth every morning", 1, "{tbl}", 1, 30, 30, true, 688.20m, 571.75m);
    public static readonly Drug Amlodipine = new("amlodipine", "197361", "amlodipine 5 MG Oral Tablet", "67877019890", "Take one tablet by mouth once a day", 1, "{tbl}", 1, 90, 90, false, 36.90m, 11.80m);
    public static readonly Drug Furosemide = new("furosemide", "313988", "furosemide 40 MG Oral Tablet", "00054429925", "Take one tablet by mouth every morning", 1, "{tbl}", 1, 30, 30, false, 18.75m, 7.40m);
    public static readonly Drug Tiotropium = new("tiotropium", "1552004", "60 ACTUAT tiotropium 0.0025 MG/ACTUAT Inhalation Spray [Spiriva]", "00597010061", "Two puffs by inhaler once a day", 2, "{puff}", 1, 4, 30, true, 561.30m, 472.15m);
    public static readonly Drug Sertraline = new("sertraline", "312941", "sertraline 50 MG Oral Tablet", "68180035209", "Take one tablet by mouth once a day", 1, "{tbl}", 1, 90, 90, false, 52.40m, 15.10m);
    public static readonly Drug Apixaban = new("apixaban", "1364447", "apixaban 5 MG Oral Tablet [Eliquis]", "00003089421", "Take one tablet by mouth twice a day", 1, "{tbl}", 2, 60, 30, true, 668.90m, 551.20m);
    public static readonly Drug BuprenorphineNaloxone = new("buprenorphine-naloxone", "1010604", "buprenorphine 8 MG / naloxone 2 MG Sublingual Film", "47781035703", "Place one film under the tongue once a day", 1, "{film}", 1, 30, 30, false, 214.50m, 121.90m);
    public static readonly Drug Naltrexone = new("naltrexone", "1483744", "naltrexone hydrochloride 50 MG Oral Tablet", "51224020630", "Take one tablet by mouth once a day", 1, "{tbl}", 1, 30, 30, false, 96.30m, 44.20m);
    public static readonly Drug Genvoya = new("genvoya", "1721619", "cobicistat 150 MG / elvitegravir 150 MG / emtricitabine 200 MG / tenofovir alafenamide 10 MG Oral Tablet [Genvoya]", "61958190101", "Take one tablet by mouth once a day with food", 1, "{tbl}", 1, 30, 30, true, 4_120.00m, 3_684.50m);
    public static readonly Drug Doxycycline = new("doxycycline", "1649988", "doxycycline hyclate 100 MG Oral Capsule", "00143314250", "Take one capsule by mouth twice a day for seven days", 1, "{capsule}", 2, 14, 7, false, 48.20m, 17.60m);
    public static readonly Drug Azithromycin = new("azithromycin", "308460", "azithromycin 250 MG Oral Tablet", "59762306003", "Take two tablets on the first day, then one a day for four days", 1, "{tbl}", 1, 6, 5, false, 33.80m, 12.10m);
    public static readonly Drug Ondansetron = new("ondansetron", "104894", "ondansetron 4 MG Disintegrating Oral Tablet", "68462015713", "Let one tablet melt on the tongue every eight hours as needed for nausea", 1, "{tbl}", 0, 20, 10, false, 71.00m, 18.30m);
    public static readonly Drug FluticasoneNasal = new("fluticasone-nasal", "1797907", "fluticasone propionate 0.05 MG/ACTUAT Metered Dose Nasal Spray", "60505082901", "One spray in each nostril once a day", 2, "{spray}", 1, 16, 30, false, 39.60m, 14.75m);

    /// <summary>All that are prescribed; each is on the plan's formularies.</summary>
    public static readonly IReadOnlyList<Drug> All =
    [
        Lisinopril, Atorvastatin, Celecoxib, Albuterol, Amoxicillin, Metformin, Glargine, Empagliflozin,
        Amlodipine, Furosemide, Tiotropium, Sertraline, Apixaban, BuprenorphineNaloxone, Naltrexone, Genvoya,
        Doxycycline, Azithromycin, Ondansetron, FluticasoneNasal,
    ];
}
