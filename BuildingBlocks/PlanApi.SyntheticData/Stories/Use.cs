namespace PlanApi.SyntheticData.Stories;

/// <summary>
/// How often people of an age use what costs most, of a thousand in a year. Few services of few kinds stand for the many kinds of real claims, so the
/// rates are chosen, not measured: such that with the prices of these services a year's mean cost lies within 20 % of what the Health Care Cost
/// Institute reports (2022 Health Care Cost and Utilization Report, April 2024) for all and for those of 55 and over, within 25 % for children.
/// </summary>
/// <param name="Emergency">
/// Visits to an emergency room, one a person at most: about half of the 470 that the National Center for Health Statistics counts over all ages and
/// coverages (Data Brief 503, August 2024), since it finds them fewest among people with private insurance.
/// </param>
/// <param name="Imaging">Scans in a hospital's outpatient department: chosen for the cost.</param>
/// <param name="Surgery">Operations without a night's stay: chosen for the cost.</param>
/// <param name="Stay">Stays in hospital, births apart: chosen for the cost.</param>
/// <param name="Infused">People on an infused drug: chosen for the cost.</param>
internal sealed record Use(int Emergency, int Imaging, int Surgery, int Stay, int Infused)
{
    private static readonly Use Child = new(260, 200, 130, 40, 30);
    private static readonly Use Young = new(200, 260, 190, 30, 46);
    private static readonly Use Middle = new(190, 440, 380, 62, 86);
    private static readonly Use Late = new(210, 640, 450, 130, 130);

    public static Use At(int age) => age < 18 ? Child : age < 45 ? Young : age < 55 ? Middle : Late;
}
