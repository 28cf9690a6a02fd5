namespace PlanApi.SyntheticData.Codes;

/// <summary>One laboratory value with its normal range, in <paramref name="Unit"/> (UCUM).</summary>
internal sealed record Lab(string Loinc, string Text, string Unit, decimal Low, decimal High);

/// <summary>Values that are ordered and reported together.</summary>
internal sealed record LabPanel(string Loinc, string Text, string SpecimenSnomed, string SpecimenText, IReadOnlyList<Lab> Labs)
{
    private static readonly (string Code, string Text) Blood = ("119297000", "Blood specimen");
    private static readonly (string Code, string Text) Serum = ("119364003", "Serum specimen");

    public static readonly LabPanel Lipids = new("57698-3", "Lipid panel with direct LDL - Serum or Plasma", Serum.Code, Serum.Text,
    [
        new("2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "mg/dL", 125, 200),
        new("2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", "mg/dL", 40, 150),
        new("18262-6", "Cholesterol in LDL [Mass/volume] in Serum or Plasma by Direct assay", "mg/dL", 50, 130),
        new("2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", "mg/dL", 40, 80),
    ]);

    public static readonly LabPanel BloodCount = new("58410-2", "CBC panel - Blood by Automated count", Blood.Code, Blood.Text,
    [
        new("6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL", 4.5m, 11),
        new("789-8", "Erythrocytes [#/volume] in Blood by Automated count", "10*6/uL", 4.1m, 5.7m),
        new("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", 12, 17),
        new("4544-3", "Hematocrit [Volume Fraction] of Blood by Automated count", "%", 36, 50),
        new("777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL", 150, 400),
    ]);

    public static readonly LabPanel A1c = new("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", Blood.Code, Blood.Text,
    [
        new("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%", 4, 5.6m),
    ]);

    public static readonly LabPanel Metabolic = new("24323-8", "Comprehensive metabolic 2000 panel - Serum or Plasma", Serum.Code, Serum.Text,
    [
        new("2345-7", "Glucose [Mass/volume] in Serum or Plasma", "mg/dL", 70, 99),
        new("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", 0.6m, 1.3m),
        new("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "mmol/L", 136, 145),
        new("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "mmol/L", 3.5m, 5.1m),
        new("17861-6", "Calcium [Mass/volume] in Serum or Plasma", "mg/dL", 8.6m, 10.2m),
        new("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L", 7, 55),
    ]);

    public static readonly LabPanel Kidney = new("98979-8", "Glomerular filtration rate/1.73 sq M.predicted [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI 2021)", Serum.Code, Serum.Text,
    [
        new("98979-8", "Glomerular filtration rate/1.73 sq M.predicted [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI 2021)", "mL/min/{1.73_m2}", 90, 120),
        new("9318-7", "Albumin/Creatinine [Mass Ratio] in Urine", "mg/g", 2, 30),
    ]);

    public static readonly LabPanel HivFollowUp = new("20447-9", "HIV 1 RNA [#/volume] (viral load) in Serum or Plasma by NAA with probe detection", Serum.Code, Serum.Text,
    [
        new("20447-9", "HIV 1 RNA [#/volume] (viral load) in Serum or Plasma by NAA with probe detection", "{copies}/mL", 0, 20),
        new("24467-3", "CD3+CD4+ (T4 helper) cells [#/volume] in Blood", "/uL", 500, 1500),
    ]);

    public static readonly LabPanel Bilirubin = new("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma", Serum.Code, Serum.Text,
    [
        new("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma", "mg/dL", 1, 12),
    ]);

    public static readonly LabPanel TumorMarker = new("2039-6", "Carcinoembryonic Ag [Mass/volume] in Serum or Plasma", Serum.Code, Serum.Text,
    [
        new("2039-6", "Carcinoembryonic Ag [Mass/volume] in Serum or Plasma", "ng/mL", 0.5m, 5),
    ]);
}
