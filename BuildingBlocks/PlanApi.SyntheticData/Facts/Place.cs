namespace PlanApi.SyntheticData.Facts;

/// <summary>What an organization is to the plan.</summary>
internal enum PlaceKind
{
    Payer,
    Clinic,
    Hospital,
    UrgentCare,
    DentalOffice,
    HomeCare,
    Pharmacy,
    MailOrderPharmacy,
}

/// <summary>A place that people go to.</summary>
/// <param name="Key">Its Location's id is made of it.</param>
internal sealed record Site(string Key, string Name, Home Home, decimal Latitude, decimal Longitude);

/// <summary>An organization: the payer, or one of its network. What is at the first of its sites is what is told where there is room for one.</summary>
/// <param name="InSelect">Whether it takes part in the narrow network too; all take part in the wide one.</param>
internal sealed record Place(string Key, PlaceKind Kind, string Name, string Npi, string Phone, IReadOnlyList<Site> Sites, bool InSelect = true)
{
    public Home Home => Sites[0].Home;

    public bool IsPharmacy => Kind is PlaceKind.Pharmacy or PlaceKind.MailOrderPharmacy;
}

/// <summary>A clinician of the plan's network, who works for one organization at one of its sites.</summary>
internal sealed record Clinician(string Key, string Given, string Family, bool Female, string Npi, Specialty Training, Place Place, int AtSite = 0)
{
    /// <summary>NUCC provider taxonomy code.</summary>
    public string Specialty => Training.Taxonomy;

    public string SpecialtyText => Training.Text;

    /// <summary>As patients say it.</summary>
    public string FullName => Training.Degree is "MD" or "DDS" or "PHD" ? $"Dr. {Given} {Family}" : $"{Given} {Family}";

    public Site Site => Place.Sites[AtSite];
}
