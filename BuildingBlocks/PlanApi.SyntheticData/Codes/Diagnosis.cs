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
    public static readonly Diagnosis Caries = new("K02.52", "Dental caries on pit and fissure surface penetrating into dentin", "80967001", "Dental caries");

    public static readonly Diagnosis Diabetes = new("E11.9", "Type 2 diabetes mellitus without complications", "44054006", "Diabetes mellitus type 2");
    public static readonly Diagnosis KidneyDisease = new("N18.31", "Chronic kidney disease, stage 3a", "700378005", "Chronic kidney disease stage 3A");
    public static readonly Diagnosis KidneyFailure = new("N18.6", "End stage renal disease", "46177005", "End-stage renal disease");
    public static readonly Diagnosis Copd = new("J44.9", "Chronic obstructive pulmonary disease, unspecified", "13645005", "Chronic obstructive pulmonary disease");
    public static readonly Diagnosis CopdAttack = new("J44.1", "Chronic obstructive pulmonary disease with (acute) exacerbation", "195951007", "Acute exacerbation of chronic obstructive airways disease");
    public static readonly Diagnosis AtrialFibrillation = new("I48.91", "Unspecified atrial fibrillation", "49436004", "Atrial fibrillation");
    public static readonly Diagnosis Obesity = new("E66.9", "Obesity, unspecified", "414916001", "Obesity");
    public static readonly Diagnosis Depression = new("F33.1", "Major depressive disorder, recurrent, moderate", "66344007", "Recurrent major depression");
    public static readonly Diagnosis AlcoholDependence = new("F10.20", "Alcohol dependence, uncomplicated", "7200002", "Alcoholism");
    public static readonly Diagnosis OpioidDependence = new("F11.20", "Opioid dependence, uncomplicated", "75544000", "Opioid dependence");
    public static readonly Diagnosis Hiv = new("B20", "Human immunodeficiency virus [HIV] disease", "86406008", "Human immunodeficiency virus infection");
    public static readonly Diagnosis Chlamydia = new("A56.00", "Chlamydial infection of lower genitourinary tract, unspecified", "105629000", "Chlamydial infection");
    public static readonly Diagnosis ColonCancer = new("C18.7", "Malignant neoplasm of sigmoid colon", "363410008", "Malignant tumor of sigmoid colon");
    public static readonly Diagnosis LiverMetastasis = new("C78.7", "Secondary malignant neoplasm of liver and intrahepatic bile duct", "94381002", "Secondary malignant neoplasm of liver");
    public static readonly Diagnosis Chemotherapy = new("Z51.11", "Encounter for antineoplastic chemotherapy", "363410008", "Malignant tumor of sigmoid colon");
    public static readonly Diagnosis RheumatoidArthritis = new("M06.9", "Rheumatoid arthritis, unspecified", "69896004", "Rheumatoid arthritis");
    public static readonly Diagnosis BackPain = new("M54.50", "Low back pain, unspecified", "279039007", "Low back pain");
    public static readonly Diagnosis Cold = new("J06.9", "Acute upper respiratory infection, unspecified", "54150009", "Upper respiratory infection");
    public static readonly Diagnosis Bronchitis = new("J20.9", "Acute bronchitis, unspecified", "10509002", "Acute bronchitis");
    public static readonly Diagnosis AnkleSprain = new("S93.401A", "Sprain of unspecified ligament of right ankle, initial encounter", "44465007", "Sprain of ankle");
    public static readonly Diagnosis ChestPain = new("R07.9", "Chest pain, unspecified", "29857009", "Chest pain");
    public static readonly Diagnosis Appendicitis = new("K35.80", "Unspecified acute appendicitis", "85189001", "Acute appendicitis");
    public static readonly Diagnosis SleepApnea = new("G47.33", "Obstructive sleep apnea (adult) (pediatric)", "78275009", "Obstructive sleep apnea syndrome");
    public static readonly Diagnosis FoodInsecurity = new("Z59.41", "Food insecurity", "733423003", "Food insecurity");
    public static readonly Diagnosis Pregnancy = new("Z34.00", "Encounter for supervision of normal first pregnancy, unspecified trimester", "77386006", "Pregnancy");
    public static readonly Diagnosis Delivery = new("O80", "Encounter for full-term uncomplicated delivery", "72892002", "Normal pregnancy");
    public static readonly Diagnosis LiveBorn = new("Z38.00", "Single liveborn infant, delivered vaginally", "442311008", "Liveborn born in hospital");
    public static readonly Diagnosis NewbornCheckUp = new("Z00.110", "Health examination for newborn under 8 days old", "410620009", "Well child visit");
    public static readonly Diagnosis Jaundice = new("P59.9", "Neonatal jaundice, unspecified", "387712008", "Neonatal jaundice");
    public static readonly Diagnosis MissingTooth = new("K08.409", "Partial loss of teeth, unspecified cause, unspecified class", "37320007", "Acquired absence of teeth");
}
