using PlanApi.SyntheticData.Claims;

namespace PlanApi.SyntheticData.Codes;

/// <summary>Billed services with usual prices, US dollars. HCPCS level II and CDT only: CPT belongs to the AMA.</summary>
internal static class Services
{
    public static readonly ClaimLine CheckUp = Hcpcs("G0439", "Annual wellness visit, includes a personalized prevention plan of service (PPS), subsequent visit", 210.00m, 148.35m, CostRule.Preventive);
    public static readonly ClaimLine ChildCheckUp = Hcpcs("S0302", "Completed early periodic screening diagnosis and treatment (EPSDT) service", 185.00m, 131.20m, CostRule.Preventive);
    public static readonly ClaimLine Visit = Hcpcs("T1015", "Clinic visit/encounter, all-inclusive", 164.00m, 109.45m, CostRule.VisitCopay);
    public static readonly ClaimLine FluShot = Hcpcs("G0008", "Administration of influenza virus vaccine", 42.00m, 31.10m, CostRule.Preventive);
    public static readonly ClaimLine BloodCount = Hcpcs("G0306", "Complete CBC, automated (HgB, HCT, RBC, WBC, without platelet count) and automated WBC differential count", 28.50m, 10.75m, CostRule.DeductibleThenCoinsurance);
    public static readonly ClaimLine Nebulizer = Hcpcs("E0570", "Nebulizer, with compressor", 148.00m, 92.40m, CostRule.DeductibleThenCoinsurance);

    public static readonly ClaimLine RoomAndBoard = Hospital("120", 2_480.00m, 1_905.60m, 2);
    public static readonly ClaimLine OperatingRoom = Hospital("360", 18_750.00m, 12_340.00m, 1);
    public static readonly ClaimLine Implant = Hospital("278", 9_900.00m, 6_812.50m, 1);
    public static readonly ClaimLine HospitalPharmacy = Hospital("250", 1_215.40m, 730.15m, 1);

    public static readonly ClaimLine EmergencyRoom = Hcpcs("G0382", "Level 3 hospital emergency department visit provided in a type B emergency department", 780.00m, 512.60m, CostRule.DeductibleThenCoinsurance) with { Revenue = "450" };
    public static readonly ClaimLine Inhalation = Hcpcs("J7613", "Albuterol, inhalation solution, FDA-approved final product, non-compounded, administered through DME, unit dose, 1 mg", 36.20m, 18.90m, CostRule.DeductibleThenCoinsurance) with { Revenue = "636" };
    public static readonly ClaimLine ClinicVisit = Hcpcs("G0463", "Hospital outpatient clinic visit for assessment and management of a patient", 265.00m, 158.70m, CostRule.DeductibleThenCoinsurance) with { Revenue = "510" };
    public static readonly ClaimLine Stimulation = Hcpcs("G0283", "Electrical stimulation (unattended), to one or more areas for indication(s) other than wound care, as part of a therapy plan of care", 58.00m, 27.35m, CostRule.DeductibleThenCoinsurance) with { Revenue = "420" };

    public static readonly ClaimLine DentalExam = Cdt("D0120", 62.00m, 48.00m, CostRule.Preventive);
    public static readonly ClaimLine AdultCleaning = Cdt("D1110", 118.00m, 86.00m, CostRule.Preventive);
    public static readonly ClaimLine ChildCleaning = Cdt("D1120", 84.00m, 64.00m, CostRule.Preventive);
    public static readonly ClaimLine Filling = Cdt("D2391", 214.00m, 161.00m, CostRule.DeductibleThenCoinsurance) with { Tooth = "14", Surface = "O" };

    private static ClaimLine Hcpcs(string code, string text, decimal billed, decimal allowed, CostRule rule) => new(Systems.Hcpcs, code, text, billed, allowed, rule);

    private static ClaimLine Cdt(string code, decimal billed, decimal allowed, CostRule rule) => new(Systems.Cdt, code, null, billed, allowed, rule);

    /// <summary>A line of a stay: the revenue code says what it is, there is no procedure code.</summary>
    private static ClaimLine Hospital(string revenue, decimal billed, decimal allowed, decimal quantity) =>
        new(Systems.Terminology("data-absent-reason"), "not-applicable", "Not Applicable", billed, allowed, CostRule.DeductibleThenCoinsurance, quantity) { Revenue = revenue };
}
