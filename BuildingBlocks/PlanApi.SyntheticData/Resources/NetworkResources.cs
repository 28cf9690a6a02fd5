using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>The plan's network as one organization's resources: shared by all its patients, with ids that start with <paramref name="prefix"/>.</summary>
internal sealed class NetworkResources(string prefix)
{
    public ResourceReference To(Place place) => Build.To("Organization", Id(place.Key), place.Name);

    public ResourceReference To(Clinician clinician) => Build.To("Practitioner", Id(clinician.Key), NameOf(clinician));

    public ResourceReference RoleOf(Clinician clinician) => Build.To("PractitionerRole", RoleId(clinician), $"{NameOf(clinician)}, {clinician.SpecialtyText}");

    public ResourceReference SiteOf(Place place) => Build.To("Location", SiteId(place), place.Name);

    public ResourceReference To(Drug drug) => Build.To("Medication", Id(drug.Key), drug.Text);

    /// <summary>Each before what refers to it.</summary>
    public IEnumerable<Resource> All() =>
    [
        .. Network.Places.Select(OrganizationOf),
        .. Network.Places.Where(p => p != Network.Payer).Select(LocationOf),
        .. Network.Clinicians.Select(PractitionerOf),
        .. Network.Clinicians.Select(PractitionerRoleOf),
        .. Drug.ByReference.Select(MedicationOf),
    ];

    private Organization OrganizationOf(Place place) => new()
    {
        Id = Id(place.Key),
        Meta = new() { Profile = [Profiles.UsCore("organization"), Profiles.Carin("Organization")] },
        Identifier = place == Network.Payer
            ? [new Identifier("urn:oid:2.16.840.1.113883.6.300", "95216") { Type = Concept(Systems.CarinIdentifier, "naiccode") }]
            : [Npi(place.Npi), TaxNumber(place.Npi)],
        Active = true,
        Type = [Concept(Systems.Terminology("organization-type"), place.TypeCode, place.TypeText)],
        Name = place.Name,
        Telecom = [Phone(place.Phone, ContactPoint.ContactPointUse.Work)],
        Address = [At(place.Home, Address.AddressUse.Work)],
    };

    private Location LocationOf(Place place) => new()
    {
        Id = SiteId(place),
        Meta = new() { Profile = [Profiles.UsCore("location")] },
        Status = Location.LocationStatus.Active,
        Name = place.Name,
        Telecom = [Phone(place.Phone, ContactPoint.ContactPointUse.Work)],
        Address = At(place.Home, Address.AddressUse.Work),
        ManagingOrganization = To(place),
    };

    private Practitioner PractitionerOf(Clinician clinician) => new()
    {
        Id = Id(clinician.Key),
        Meta = new() { Profile = [Profiles.UsCore("practitioner"), Profiles.Carin("Practitioner")] },
        Identifier = [Npi(clinician.Npi), TaxNumber(clinician.Npi)],
        Active = true,
        Name = [new HumanName { Use = HumanName.NameUse.Official, Family = clinician.Family, Given = [clinician.Given], Text = NameOf(clinician) }],
        Telecom = [Phone(clinician.Place.Phone, ContactPoint.ContactPointUse.Work)],
        Address = [At(clinician.Place.Home, Address.AddressUse.Work)],
        Gender = clinician.Female ? AdministrativeGender.Female : AdministrativeGender.Male,
    };

    private PractitionerRole PractitionerRoleOf(Clinician clinician) => new()
    {
        Id = RoleId(clinician),
        Meta = new() { Profile = [Profiles.UsCore("practitionerrole")] },
        Active = true,
        Practitioner = To(clinician),
        Organization = To(clinician.Place),
        Code = [Concept(Systems.Nucc, clinician.Specialty, clinician.SpecialtyText)],
        Specialty = [Concept(Systems.Nucc, clinician.Specialty, clinician.SpecialtyText)],
        Location = [SiteOf(clinician.Place)],
        Telecom = [Phone(clinician.Place.Phone, ContactPoint.ContactPointUse.Work)],
    };

    private Medication MedicationOf(Drug drug) => new()
    {
        Id = Id(drug.Key),
        Meta = new() { Profile = [Profiles.UsCore("medication")] },
        Code = Concept(Systems.RxNorm, drug.RxNorm, drug.Text),
        Status = Medication.MedicationStatusCodes.Active,
    };

    private static string NameOf(Clinician clinician) => $"Dr. {clinician.Given} {clinician.Family}";

    private string Id(string key) => $"{prefix}-{key}";

    private string RoleId(Clinician clinician) => $"{Id(clinician.Key)}-role";

    private string SiteId(Place place) => $"{Id(place.Key)}-site";
}
