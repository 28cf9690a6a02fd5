namespace PlanApi.SyntheticData.Codes;

/// <summary>A reason for care: billed in ICD-10-CM, charted in SNOMED CT.</summary>
internal sealed record Diagnosis(string Icd10, string Icd10Text, string Snomed, string Text)
{
    public static readonly Diagnosis AdultCheckUp = new("Z00.00", "Encounter for general adult medical examination without abnormal findings", "162673000", "General examination of patient");
    public static readonly Diagnosis ChildCheckUp = new("Z00.129", "Encounter for routine child health examination without abnormal findings", "410620009", "Well child visit");
    public static readonly Diagnosis Hypertension = new("I10", "Essential (primary) hypertension", "59621000", "Essential hypertension");
    public static readonly Diagnosis Hyperlipidemia = new("E78.5", "Hyperlipidemia, unspecified", "55822004", "Hyperlipidemia");
    public static readonly Diagnosis KneeOsteoarthritis = new("M17.11", "Unilateral primary osteoarthritis, right knee", "239873007", "Osteoarthritis of knee");
    public static readonly Diagnosis Asthma = new("J45.20", "Mild intermittent asthma, uncomplicated", "195967001", "Asthma");
    public static readonly Diagnosis AsthmaAttack = new("J45.21", "Mild intermittent asthma with (acute) exacerbation", "708038006", "Acute exacerbation of asthma");
    public static readonly Diagnosis EarInfection = new("H66.91", "Otitis media, unspecified, right ear", "65363002", "Otitis media");
    public static readonly Diagnosis DentalCheckUp = new("Z01.20", "Encounter for dental examination and cleaning without abnormal findings", "34043003", "Dental consultation and report");
    public static readonly Diagnosis Caries = new("K02.62", "Dental caries on smooth surface penetrating into dentin", "80967001", "Dental caries");
}
