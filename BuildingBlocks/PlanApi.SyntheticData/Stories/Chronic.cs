using PlanApi.SyntheticData.Codes;

namespace PlanApi.SyntheticData.Stories;

/// <summary>A chronic condition as a population has it.</summary>
/// <param name="Young">Of a hundred aged 18 to 34, how many have it, among those not wholly healthy.</param>
/// <param name="Middle">Of a hundred aged 35 to 64.</param>
/// <param name="Child">Of a hundred children.</param>
/// <param name="Visits">A year, for it.</param>
internal sealed record Chronic(Diagnosis Diagnosis, int Child, int Young, int Middle, int Visits, Drug? Drug = null, LabPanel? Labs = null)
{
    /// <summary>In how many of a hundred it is treated with the drug.</summary>
    public int Treated { get; init; } = 88;

    /// <summary>By how much women have it more often, in percent of the share; less often when negative.</summary>
    public int WomenMore { get; init; }

    public static readonly IReadOnlyList<Chronic> All =
    [
        new(Diagnosis.Hypertension, 0, 13, 36, 1, Drug.Lisinopril) { WomenMore = -12 },
        new(Diagnosis.Hyperlipidemia, 0, 14, 34, 1, Drug.Atorvastatin, LabPanel.Lipids),
        new(Diagnosis.Obesity, 6, 27, 32, 1, null, LabPanel.Metabolic),
        new(Diagnosis.Depression, 3, 24, 22, 3, Drug.Sertraline) { WomenMore = 35 },
        new(Diagnosis.Asthma, 8, 11, 10, 1, Drug.Albuterol) { WomenMore = 20 },
        new(Diagnosis.KneeOsteoarthritis, 0, 4, 22, 1, Drug.Celecoxib) { Treated = 35, WomenMore = 15 },
        new(Diagnosis.Diabetes, 0, 3, 13, 3, Drug.Metformin, LabPanel.A1c),
        new(Diagnosis.Copd, 0, 1, 6, 2, Drug.Tiotropium) { Treated = 60 },
        new(Diagnosis.AtrialFibrillation, 0, 0, 4, 2, Drug.Apixaban) { WomenMore = -30 },
        new(Diagnosis.KidneyDisease, 0, 0, 3, 2, Drug.Empagliflozin, LabPanel.Kidney),
    ];

    public bool IsHeldBy(Facts.Member person, int age, Chance chance)
    {
        var share = age < 18 ? Child : age < 35 ? Young : Middle;
        var bySex = share * (200 + (person.Female ? WomenMore : -WomenMore)) / 200;
        // Within middle life it grows with age, around the same mean.
        var byAge = age >= 35 && age < 65 ? bySex * (50 + ((age - 35) * 100 / 29)) / 100 : bySex;
        return chance.Percent(byAge);
    }
}
