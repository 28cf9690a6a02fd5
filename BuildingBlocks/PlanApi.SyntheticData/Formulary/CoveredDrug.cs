using PlanApi.SyntheticData.Codes;

namespace PlanApi.SyntheticData.Formulary;

/// <summary>On which step of costs a drug stands.</summary>
internal enum DrugTier
{
    Preventive,
    Generic,
    PreferredBrand,
    OtherBrand,
    Specialty,
}

/// <summary>What must be so before the plan pays.</summary>
[Flags]
internal enum DrugRules
{
    None = 0,
    PriorAuthorization = 1,
    StepTherapy = 2,
    QuantityLimit = 4,
}

/// <summary>A drug that the plan covers.</summary>
/// <param name="RxNorm">A semantic clinical or branded drug.</param>
/// <param name="Monthly">The most of it in 30 days, where its quantity is limited.</param>
internal sealed record CoveredDrug(string RxNorm, string Text, DoseForm Form, DrugTier Tier, DrugRules Rules = DrugRules.None, int Monthly = 0)
{
    private const DrugRules Authorized = DrugRules.PriorAuthorization;
    private const DrugRules Steps = DrugRules.StepTherapy;
    private const DrugRules Limited = DrugRules.QuantityLimit;

    /// <summary>Codes and names of RxNorm, which is in the public domain but for its source vocabularies; the plan's rules are made up.</summary>
    private static readonly IReadOnlyList<CoveredDrug> Listed =
    [
        new("1014676", "cetirizine hydrochloride 5 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("104894", "ondansetron 4 MG Disintegrating Oral Tablet", DoseForm.Tablet, DrugTier.Generic, Limited, 12),
        new("105585", "methotrexate 2.5 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("1049221", "acetaminophen 325 MG / oxycodone hydrochloride 5 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic, Limited, 60),
        new("1091185", "24 HR methylphenidate hydrochloride 36 MG Extended Release Oral Tablet", DoseForm.Tablet, DrugTier.Generic, Limited, 30),
        new("1191222", "naloxone hydrochloride 0.4 MG/ML Injectable Solution", DoseForm.Injection, DrugTier.Preventive),
        new("141963", "azithromycin 40 MG/ML Oral Suspension", DoseForm.Suspension, DrugTier.Generic),
        new("151226", "topiramate 50 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("152695", "meloxicam 15 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("1738495", "paroxetine hydrochloride 20 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("1797907", "fluticasone propionate 0.05 MG/ACTUAT Metered Dose Nasal Spray", DoseForm.NasalSpray, DrugTier.Generic),
        new("1801289", "Smoking Cessation 12 HR bupropion hydrochloride 150 MG Extended Release Oral Tablet", DoseForm.Tablet, DrugTier.Preventive),
        new("308136", "amlodipine 2.5 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("308182", "amoxicillin 250 MG Oral Capsule", DoseForm.Capsule, DrugTier.Generic),
        new("310798", "hydrochlorothiazide 25 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("834061", "penicillin V potassium 250 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("860975", "24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("895994", "120 ACTUAT fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler", DoseForm.Inhaler, DrugTier.PreferredBrand),
        new("1100184", "donepezil hydrochloride 23 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("1490065", "raloxifene hydrochloride 60 MG Oral Tablet", DoseForm.Tablet, DrugTier.Generic),
        new("1232088", "rivaroxaban 20 MG Oral Tablet [Xarelto]", DoseForm.Tablet, DrugTier.PreferredBrand, Limited, 30),
        new("1246306", "120 ACTUAT budesonide 0.16 MG/ACTUAT / formoterol fumarate 0.0045 MG/ACTUAT Metered Dose Inhaler [Symbicort]", DoseForm.Inhaler, DrugTier.PreferredBrand, Limited, 1),
        new("1364447", "apixaban 5 MG Oral Tablet [Eliquis]", DoseForm.Tablet, DrugTier.PreferredBrand, Limited, 60),
        new("1545664", "empagliflozin 10 MG Oral Tablet [Jardiance]", DoseForm.Tablet, DrugTier.PreferredBrand, Steps),
        new("1653204", "3 ML insulin aspart, human 100 UNT/ML Pen Injector [NovoLog]", DoseForm.Injection, DrugTier.PreferredBrand),
        new("1725064", "naloxone hydrochloride 40 MG/ML Nasal Spray [Narcan]", DoseForm.NasalSpray, DrugTier.PreferredBrand),
        new("1736863", "3 ML insulin glargine 100 UNT/ML Pen Injector [Basaglar]", DoseForm.Injection, DrugTier.PreferredBrand),
        new("1870230", "NDA020800 0.3 ML epinephrine 1 MG/ML Auto-Injector", DoseForm.Injection, DrugTier.PreferredBrand, Limited, 2),
        new("1049640", "acetaminophen 325 MG / oxycodone hydrochloride 5 MG Oral Tablet [Percocet]", DoseForm.Tablet, DrugTier.OtherBrand, Authorized | Limited, 60) { Group = ("1185784", "Percocet Pill") },
        new("209459", "acetaminophen 500 MG Oral Tablet [Tylenol]", DoseForm.Tablet, DrugTier.OtherBrand) { Group = ("1187315", "Tylenol Pill") },
        new("1486977", "dapagliflozin 10 MG Oral Tablet [Farxiga]", DoseForm.Tablet, DrugTier.OtherBrand, Steps),
        new("1547660", "30 ACTUAT fluticasone furoate 0.1 MG/ACTUAT Dry Powder Inhaler [Arnuity]", DoseForm.Inhaler, DrugTier.OtherBrand, Steps | Limited, 1),
        new("1593858", "lisdexamfetamine dimesylate 10 MG Oral Capsule [Vyvanse]", DoseForm.Capsule, DrugTier.OtherBrand, Steps | Limited, 30),
        new("1790886", "vortioxetine 10 MG Oral Tablet [Trintellix]", DoseForm.Tablet, DrugTier.OtherBrand, Steps),
        new("1307421", "linaclotide 0.29 MG Oral Capsule [Linzess]", DoseForm.Capsule, DrugTier.OtherBrand, Authorized),
        new("1547110", "suvorexant 10 MG Oral Tablet [Belsomra]", DoseForm.Tablet, DrugTier.OtherBrand, Authorized | Limited, 30),
        new("1012899", "fingolimod 0.5 MG Oral Capsule [Gilenya]", DoseForm.Capsule, DrugTier.Specialty, Authorized),
        new("1357547", "tofacitinib 5 MG Oral Tablet [Xeljanz]", DoseForm.Tablet, DrugTier.Specialty, Authorized | Steps),
        new("1492746", "apremilast 30 MG Oral Tablet [Otezla]", DoseForm.Tablet, DrugTier.Specialty, Authorized | Limited, 60),
        new("1653225", "1 ML etanercept 50 MG/ML Auto-Injector [Enbrel]", DoseForm.Injection, DrugTier.Specialty, Authorized | Steps | Limited, 4),
        new("1726846", "0.4 ML adalimumab 100 MG/ML Prefilled Syringe [Humira]", DoseForm.Injection, DrugTier.Specialty, Authorized | Limited, 2),
        new("1601390", "palbociclib 125 MG Oral Capsule [Ibrance]", DoseForm.Capsule, DrugTier.Specialty, Authorized | Limited, 21),
    ];

    /// <summary>What members are prescribed first, and the rest of the list.</summary>
    public static readonly IReadOnlyList<CoveredDrug> All = [.. Drug.All.Select(Prescribed), .. Listed.Where(l => Drug.All.All(d => d.RxNorm != l.RxNorm))];

    /// <summary>The clinical group of drug and form that it belongs to (RxNorm), where that is told.</summary>
    public (string RxNorm, string Text)? Group { get; init; }

    /// <summary>The packages members get of it.</summary>
    public IEnumerable<string> Packages => Drug.All.Where(d => d.RxNorm == RxNorm).Select(d => d.Ndc);

    private static CoveredDrug Prescribed(Drug drug) =>
        Listed.FirstOrDefault(l => l.RxNorm == drug.RxNorm) ?? new(drug.RxNorm, drug.Text, DoseForm.In(drug.Text), drug.Brand ? DrugTier.PreferredBrand : DrugTier.Generic);
}
