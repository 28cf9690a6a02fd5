namespace PlanApi.SyntheticData.Facts;

/// <summary>Those of the network whom only some members need.</summary>
internal static class Specialists
{
    public static readonly Place HomeCare = new("home-care", "Lakeshore Home Care and Hospice", "1881234052", "prov", "Healthcare Provider", new("31 Garden Street", "Hartford", "CT", "06105"), "(860) 555-0180");

    public static readonly Clinician Obstetrician = new("obstetrician", "Leonor", "Vidal", true, "1678123062", "207V00000X", "Obstetrics & Gynecology Physician", Network.Hospital);
    public static readonly Clinician Psychiatrist = new("psychiatrist", "Aaron", "Feld", false, "1678123070", "2084P0800X", "Psychiatry Physician", Network.Clinic);
    public static readonly Clinician Oncologist = new("oncologist", "Mei", "Tanaka", true, "1678123088", "207RH0003X", "Hematology & Oncology Physician", Network.Hospital);
    public static readonly Clinician Nephrologist = new("nephrologist", "Daniel", "Osei", false, "1678123096", "207RN0300X", "Nephrology Physician", Network.Hospital);
    public static readonly Clinician Endocrinologist = new("endocrinologist", "Nina", "Sorensen", true, "1678123104", "207RE0101X", "Endocrinology, Diabetes & Metabolism Physician", Network.Clinic);
    public static readonly Clinician InfectiousDisease = new("infectious-disease", "Paul", "Mensah", false, "1678123112", "207RI0200X", "Infectious Disease Physician", Network.Clinic);
    public static readonly Clinician Nurse = new("nurse", "Carla", "Jimenez", true, "1678123120", "163W00000X", "Registered Nurse", HomeCare);

    public static readonly IReadOnlyList<Clinician> All = [Obstetrician, Psychiatrist, Oncologist, Nephrologist, Endocrinologist, InfectiousDisease, Nurse];
}
