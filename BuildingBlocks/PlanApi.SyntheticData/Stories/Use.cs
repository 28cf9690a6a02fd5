namespace PlanApi.SyntheticData.Stories;

/// <summary>
/// How often people of an age use what costs most, of a thousand in a year: such that a year's mean cost comes out as the Health Care Cost Institute
/// reports it, for all and for the youngest and oldest.
/// </summary>
/// <param name="Emergency">Visits to an emergency room.</param>
/// <param name="Imaging">Scans in a hospital's outpatient department.</param>
/// <param name="Surgery">Operations without a night's stay.</param>
/// <param name="Stay">Stays in hospital, births apart.</param>
/// <param name="Infused">People on an infused drug.</param>
internal sealed record Use(int Emergency, int Imaging, int Surgery, int Stay, int Infused)
{
    private static readonly Use Child = new(260, 200, 130, 40, 30);
    private static readonly Use Young = new(200, 260, 190, 30, 46);
    private static readonly Use Middle = new(190, 440, 380, 62, 86);
    private static readonly Use Late = new(210, 640, 450, 130, 130);

    public static Use At(int age) => age < 18 ? Child : age < 45 ? Young : age < 55 ? Middle : Late;
}
