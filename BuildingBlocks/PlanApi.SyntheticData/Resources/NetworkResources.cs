using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>
/// The plan's network as one organization's resources: shared by its patients, with ids that start with <paramref name="prefix"/>, as those of
/// <see cref="Directory.DirectoryResources"/> do.
/// </summary>
internal sealed class NetworkResources(string prefix)
{
    public ResourceReference To(Place place) => Build.To("Organization", Id(place.Key), place.Name);

    public ResourceReference To(Clinician clinician) => Build.To("Practitioner", Id(clinician.Key), clinician.FullName);

    public ResourceReference RoleOf(Clinician clinician) => Build.To("PractitionerRole", RoleId(clinician), $"{clinician.FullName}, {clinician.SpecialtyText}");

    public ResourceReference SiteOf(Clinician clinician) => SiteOf(clinician.Site);

    public ResourceReference To(Drug drug) => Build.To("Medication", Id(drug.Key), drug.Text);

    /// <summary>Those who are named, and where they work; each before what refers to it.</summary>
    public IEnumerable<Resource> All(IEnumerable<Place> places, IReadOnlyList<Clinician> clinicians)
    {
        var all = places.ToList();
        return all.Select(OrganizationOf).Cast<Resource>()
            .Concat(all.Where(p => p != Network.Payer).SelectMany(p => p.Sites.Where((s, n) => n == 0 || clinicians.Any(c => c.Site == s)).Select(s => LocationOf(p, s))))
            .Concat(clinicians.Select(PractitionerOf))
            .Concat(clinicians.Select(PractitionerRoleOf))
            .Concat(Drug.ByReference.Select(MedicationOf));
    }

    private Organization OrganizationOf(Place place) => new()
    {
        Id = Id(place.Key),
        Meta = new() { Profile = [Profiles.UsCore("organization"), Profiles.Carin("Organization")] },
        Identifier = place == Network.Payer
            ?
            [
                new Identifier("urn:oid:2.16.840.1.113883.6.300", "95216") { Type = Concept(Systems.CarinIdentifier, "naiccode") },
                new Identifier("https://lakeshore.example/fhir/payer-id", "LKSHP") { Type = Concept(Systems.CarinIdentifier, "payerid") },
            ]
            : [Build.Npi(place.Npi), TaxNumber(place.Npi)],
        Active = true,
        Type = [place == Network.Payer ? OrganizationType("pay", "Payer") : OrganizationType("prov", "Healthcare Provider")],
        Name = place.Name,
        Telecom = [Phone(place.Phone, ContactPoint.ContactPointUse.Work)],
        Address = [At(place.Home, Address.AddressUse.Work)],
    };

    private Location LocationOf(Place place, Site site) => new()
    {
        Id = Id(site.Key),
        Meta = new() { Profile = [Profiles.UsCore("location")] },
        Status = Location.LocationStatus.Active,
        Name = site.Name,
        Telecom = [Phone(place.Phone, ContactPoint.ContactPointUse.Work)],
        Address = At(site.Home, Address.AddressUse.Work),
        Position = new() { Latitude = site.Latitude, Longitude = site.Longitude },
        ManagingOrganization = To(place),
    };

    private Practitioner PractitionerOf(Clinician clinician) => new()
    {
        Id = Id(clinician.Key),
        Meta = new() { Profile = [Profiles.UsCore("practitioner"), Profiles.Carin("Practitioner")] },
        Identifier = [Build.Npi(clinician.Npi), TaxNumber(clinician.Npi)],
        Active = true,
        Name = [new HumanName { Use = HumanName.NameUse.Official, Family = clinician.Family, Given = [clinician.Given], Text = clinician.FullName }],
        Telecom = [Phone(clinician.Place.Phone, ContactPoint.ContactPointUse.Work)],
        Address = [At(clinician.Site.Home, Address.AddressUse.Work)],
        Gender = clinician.Female ? AdministrativeGender.Female : AdministrativeGender.Male,
    };

    private PractitionerRole PractitionerRoleOf(Clinician clinician) => new()
    {
        Id = RoleId(clinician),
        Meta = new() { Profile = [Profiles.UsCore("practitionerrole")] },
        Contained = clinician.Place.Kind is PlaceKind.Hospital ? [SecureMailOf(clinician)] : [],
        Active = true,
        Practitioner = To(clinician),
        Organization = To(clinician.Place),
        Code = [Concept(Systems.Nucc, clinician.Specialty, clinician.SpecialtyText)],
        Specialty = [Concept(Systems.Nucc, clinician.Specialty, clinician.SpecialtyText)],
        Location = [SiteOf(clinician)],
        Telecom = [Phone(clinician.Place.Phone, ContactPoint.ContactPointUse.Work)],
        Endpoint = clinician.Place.Kind is PlaceKind.Hospital ? [new("#secure-mail")] : [],
    };

    // Hospitals take records by Direct.
    private static Endpoint SecureMailOf(Clinician clinician) => new()
    {
        Id = "secure-mail",
        Status = Endpoint.EndpointStatus.Active,
        ConnectionType = new(Systems.Terminology("endpoint-connection-type"), "direct-project", "Direct Project"),
        PayloadType = [Concept(Systems.Terminology("endpoint-payload-type"), "any", "Any")],
        Address = $"mailto:{clinician.Key}@direct.{clinician.Place.Key}.example",
    };

    private Medication MedicationOf(Drug drug) => new()
    {
        Id = Id(drug.Key),
        Meta = new() { Profile = [Profiles.UsCore("medication")] },
        Code = Concept(Systems.RxNorm, drug.RxNorm, drug.Text),
        Status = Medication.MedicationStatusCodes.Active,
    };

    private ResourceReference SiteOf(Site site) => Build.To("Location", Id(site.Key), site.Name);

    private static CodeableConcept OrganizationType(string code, string text) => Concept(Systems.Terminology("organization-type"), code, text);

    private string Id(string key) => $"{prefix}-{key}";

    private string RoleId(Clinician clinician) => $"{Id(clinician.Key)}-role";
}
