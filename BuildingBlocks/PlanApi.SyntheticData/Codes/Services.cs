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
    public static readonly ClaimLine Stimulation = Hcpcs("G0283", "Electrical stimulation (unattended), to one or more areas for indication(s) other than wound care, as part of a therapy plan of care", 58.00m, 27.35m, CostRule.DeductibleThenCoinsurance) with { Revenue = "420", Modifier = "GP" };

    public static readonly ClaimLine DentalExam = Cdt("D0120", 62.00m, 48.00m, CostRule.Preventive);
    public static readonly ClaimLine AdultCleaning = Cdt("D1110", 118.00m, 86.00m, CostRule.Preventive);
    public static readonly ClaimLine ChildCleaning = Cdt("D1120", 84.00m, 64.00m, CostRule.Preventive);
    public static readonly ClaimLine Filling = Cdt("D2391", 214.00m, 161.00m, CostRule.DeductibleThenCoinsurance) with { Tooth = "14", Surface = "O" };

    public static readonly ClaimLine UrgentCare = Hcpcs("S9083", "Global fee urgent care centers", 245.00m, 162.40m, CostRule.VisitCopay);
    public static readonly ClaimLine PrenatalVisit = Hcpcs("H1001", "Prenatal care, at-risk enhanced service; antepartum management", 232.00m, 158.60m, CostRule.Preventive);
    public static readonly ClaimLine SelfManagement = Hcpcs("G0108", "Diabetes outpatient self-management training services, individual, per 30 minutes", 92.00m, 61.75m, CostRule.VisitCopay);
    public static readonly ClaimLine GlucoseSensor = Hcpcs("A4239", "Supply allowance for non-adjunctive, non-implanted continuous glucose monitor (CGM), includes all supplies and accessories, 1 month supply = 1 unit of service", 412.00m, 268.30m, CostRule.DeductibleThenCoinsurance);
    public static readonly ClaimLine GlucoseMonitor = Hcpcs("E2103", "Non-adjunctive, non-implanted continuous glucose monitor or receiver", 455.00m, 291.20m, CostRule.DeductibleThenCoinsurance);
    public static readonly ClaimLine Cpap = Hcpcs("E0601", "Continuous positive airway pressure (CPAP) device", 1_180.00m, 742.50m, CostRule.DeductibleThenCoinsurance);
    public static readonly ClaimLine Counseling = Hcpcs("H0004", "Behavioral health counseling and therapy, per 15 minutes", 168.00m, 112.80m, CostRule.VisitCopay, 3);
    public static readonly ClaimLine DrugTest = Hcpcs("H0048", "Alcohol and/or other drug testing: collection and handling only, specimens other than blood", 28.00m, 16.20m, CostRule.DeductibleThenCoinsurance);
    public static readonly ClaimLine HivTest = Hcpcs("G0432", "Infectious agent antibody detection by enzyme immunoassay (EIA) technique, HIV-1 and/or HIV-2, screening", 58.00m, 22.40m, CostRule.Preventive);
    public static readonly ClaimLine Colonoscopy = Hcpcs("G0121", "Colorectal cancer screening; colonoscopy on individual not meeting criteria for high risk", 2_150.00m, 1_284.60m, CostRule.Preventive) with { Revenue = "750" };
    public static readonly ClaimLine PrivateNursing = Hcpcs("T1000", "Private duty / independent nursing service(s) - licensed, up to 15 minutes", 248.00m, 171.20m, CostRule.DeductibleThenCoinsurance, 16);
    public static readonly ClaimLine Aide = Hcpcs("T1021", "Home health aide or certified nurse assistant, per visit", 96.00m, 61.40m, CostRule.DeductibleThenCoinsurance);
    public static readonly ClaimLine Ambulance = Hcpcs("A0429", "Ambulance service, basic life support, emergency transport (BLS-emergency)", 1_180.00m, 604.35m, CostRule.DeductibleThenCoinsurance);
    public static readonly ClaimLine Mileage = Hcpcs("A0425", "Ground mileage, per statute mile", 132.00m, 61.20m, CostRule.DeductibleThenCoinsurance, 8);
    public static readonly ClaimLine Infusion = Hcpcs("J1745", "Injection, infliximab, excludes biosimilar, 10 mg", 9_460.00m, 5_310.00m, CostRule.DeductibleThenCoinsurance, 40) with { Revenue = "636" };

    public static readonly ClaimLine Epoetin = Hcpcs("Q4081", "Injection, epoetin alfa, 100 units (for ESRD on dialysis)", 96.00m, 41.50m, CostRule.DeductibleThenCoinsurance, 30) with { Revenue = "634" };
    public static readonly ClaimLine Dialysis = Hospital("821", 1_240.00m, 388.20m, 1);
    public static readonly ClaimLine Hospice = Hcpcs("Q5001", "Hospice or home health care provided in patient's home/residence", 3_080.00m, 2_940.00m, CostRule.Preventive, 14) with { Revenue = "651" };
    public static readonly ClaimLine Oxaliplatin = Hcpcs("J9263", "Injection, oxaliplatin, 0.5 mg", 1_420.00m, 610.00m, CostRule.DeductibleThenCoinsurance, 300) with { Revenue = "636" };
    public static readonly ClaimLine Fluorouracil = Hcpcs("J9190", "Injection, fluorouracil, 500 mg", 88.00m, 31.40m, CostRule.DeductibleThenCoinsurance, 4) with { Revenue = "636" };
    public static readonly ClaimLine Scan = Hospital("350", 3_240.00m, 1_615.00m, 1);
    public static readonly ClaimLine Imaging = Hospital("610", 2_460.00m, 1_185.40m, 1);
    public static readonly ClaimLine SameDaySurgery = Hospital("490", 9_380.00m, 5_240.00m, 1);
    public static readonly ClaimLine LaborRoom = Hospital("720", 7_850.00m, 5_210.00m, 1);
    public static readonly ClaimLine Nursery = Hospital("171", 2_360.00m, 1_740.00m, 2);
    public static readonly ClaimLine Laboratory = Hospital("300", 612.00m, 318.75m, 1);
    public static readonly ClaimLine Respiratory = Hospital("410", 1_310.00m, 842.60m, 1);
    public static readonly ClaimLine Recovery = Hospital("710", 5_960.00m, 4_180.00m, 1);
    public static readonly ClaimLine IntensiveCare = Hospital("200", 9_200.00m, 6_840.00m, 1);

    public static readonly ClaimLine Crown = Cdt("D2740", 1_310.00m, 985.00m, CostRule.DeductibleThenCoinsurance) with { Tooth = "30" };
    public static readonly ClaimLine PartialDenture = Cdt("D5213", 1_860.00m, 1_390.00m, CostRule.DeductibleThenCoinsurance);
    public static readonly ClaimLine Braces = Cdt("D8080", 5_400.00m, 4_250.00m, CostRule.DeductibleThenCoinsurance);

    private static ClaimLine Hcpcs(string code, string text, decimal billed, decimal allowed, CostRule rule, decimal quantity = 1) => new(Systems.Hcpcs, code, text, billed, allowed, rule, quantity);

    private static ClaimLine Cdt(string code, decimal billed, decimal allowed, CostRule rule) => new(Systems.Cdt, code, null, billed, allowed, rule);

    /// <summary>A line of a stay: the revenue code says what it is, there is no procedure code.</summary>
    private static ClaimLine Hospital(string revenue, decimal billed, decimal allowed, decimal quantity) =>
        new(Systems.Terminology("data-absent-reason"), "not-applicable", "Not Applicable", billed, allowed, CostRule.DeductibleThenCoinsurance, quantity) { Revenue = revenue };
}
