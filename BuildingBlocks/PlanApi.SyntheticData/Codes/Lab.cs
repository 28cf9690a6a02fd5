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
}
