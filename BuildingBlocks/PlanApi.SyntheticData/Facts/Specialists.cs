namespace PlanApi.SyntheticData.Facts;

/// <summary>Those of the network whom only some members need.</summary>
internal static class Specialists
{
    public static readonly Place HomeCare = new("home-care", PlaceKind.HomeCare, "Lakeshore Home Care and Hospice", Npi.Of(990210006), "(413) 555-0180",
        [Network.At("loc-home-care", "Lakeshore Home Care and Hospice", "31 Garden Street", Town.Springfield, "01105", 42.1102m, -72.5710m)]);

    public static readonly Clinician Obstetrician = new("dr-vidal", "Leonor", "Vidal", true, Npi.Of(990220020), Specialty.Obstetrics, Network.Hospital);
    public static readonly Clinician Psychiatrist = new("dr-feld", "Aaron", "Feld", false, Npi.Of(990220021), Specialty.Psychiatry, Network.Clinic);
    public static readonly Clinician Oncologist = new("dr-tanaka", "Mei", "Tanaka", true, Npi.Of(990220022), Specialty.Oncology, Network.Hospital);
    public static readonly Clinician Nephrologist = new("dr-osei", "Daniel", "Osei", false, Npi.Of(990220023), Specialty.Nephrology, Network.Hospital);
    public static readonly Clinician Endocrinologist = new("dr-sorensen", "Nina", "Sorensen", true, Npi.Of(990220024), Specialty.Endocrinology, Network.Clinic);
    public static readonly Clinician InfectiousDisease = new("dr-mensah", "Paul", "Mensah", false, Npi.Of(990220025), Specialty.InfectiousDisease, Network.Clinic);
    public static readonly Clinician Nurse = new("rn-jimenez", "Carla", "Jimenez", true, Npi.Of(990220026), Specialty.Nursing, HomeCare);

    public static readonly IReadOnlyList<Clinician> All = [Obstetrician, Psychiatrist, Oncologist, Nephrologist, Endocrinologist, InfectiousDisease, Nurse];
}
