namespace PlanApi.SyntheticData.Stories;

/// <summary>How often people of an age use what costs most, of a thousand in a year.</summary>
/// <param name="Emergency">Visits to an emergency room.</param>
/// <param name="Imaging">Scans in a hospital's outpatient department.</param>
/// <param name="Surgery">Operations without a night's stay.</param>
/// <param name="Stay">Stays in hospital, births apart.</param>
/// <param name="Infused">People on an infused drug.</param>
internal sealed record Use(int Emergency, int Imaging, int Surgery, int Stay, int Infused)
{
    private static readonly Use Child = new(190, 120, 95, 32, 8);
    private static readonly Use Young = new(190, 220, 95, 16, 14);
    private static readonly Use Middle = new(180, 420, 200, 42, 26);
    private static readonly Use Late = new(200, 640, 330, 88, 46);

    public static Use At(int age) => age < 18 ? Child : age < 45 ? Young : age < 55 ? Middle : Late;
}
