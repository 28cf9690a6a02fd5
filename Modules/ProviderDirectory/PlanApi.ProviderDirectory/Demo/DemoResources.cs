using Hl7.Fhir.Model;
using PlanApi.ProviderDirectory.Contracts;
using static PlanApi.ProviderDirectory.Demo.PlanNetCodes;

namespace PlanApi.ProviderDirectory.Demo;

/// <summary>The demo directory as Plan-Net resources. All references within it resolve.</summary>
internal static class DemoResources
{
    private const string State = "MA";
    private const string EndpointId = "demo-plan-fhir";

    public static IEnumerable<Resource> All() =>
    [
        Payer(),
        Endpoint(),
        ServiceArea(),
        Network(DemoDirectoryEntries.NetworkId, "Demo Preferred Provider Network"),
        Network(DemoDirectoryEntries.NarrowNetworkId, "Demo Local Care Network"),
        Plan(),
        .. DemoDirectoryEntries.Organizations.SelectMany(o => new Resource[] { Organization(o), Service(o), Affiliation(o) }),
        .. DemoDirectoryEntries.Locations.Select(Location),
        .. DemoDirectoryEntries.Practitioners.SelectMany(p => new Resource[] { Practitioner(p), Role(p) }),
    ];

    private static Organization Payer() => Profiled(new Organization
    {
        Id = DemoDirectoryEntries.PayerId,
        Active = true,
        Type = [OrganizationType("payer", "Payer")],
        Name = DemoDirectoryEntries.PayerName,
        Telecom = [Phone("413-555-0100")],
        Address = [Address("100 Plan Way", "Springfield", "01101")],
        Endpoint = [Reference("Endpoint", EndpointId, "Demo Health Plan directory")],
    }, "Organization");

    private static Endpoint Endpoint() => Profiled(new Endpoint
    {
        Id = EndpointId,
        Status = Hl7.Fhir.Model.Endpoint.EndpointStatus.Active,
        ConnectionType = new("http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "hl7-fhir-rest", "HL7 FHIR"),
        Name = "Demo Health Plan directory",
        ManagingOrganization = Reference("Organization", DemoDirectoryEntries.PayerId, DemoDirectoryEntries.PayerName),
        PayloadType = [Concept("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/EndpointPayloadTypeCS", "NA", "Not Applicable")],
        Address = "https://demo-health-plan.example/directory/fhir",
    }, "Endpoint");

    private static Location ServiceArea() => Profiled(new Location
    {
        Id = "demo-service-area",
        Status = Hl7.Fhir.Model.Location.LocationStatus.Active,
        Name = "Western Massachusetts",
        Description = "Where the demo plan's networks are",
        ManagingOrganization = Reference("Organization", DemoDirectoryEntries.PayerId, DemoDirectoryEntries.PayerName),
    }, "Location");

    private static Organization Network(string id, string name) => Profiled(new Organization
    {
        Id = id,
        Extension = [new(LocationReference, Reference("Location", "demo-service-area", "Western Massachusetts"))],
        Active = true,
        Type = [OrganizationType("ntwk", "Network")],
        Name = name,
        PartOf = Reference("Organization", DemoDirectoryEntries.PayerId, DemoDirectoryEntries.PayerName),
    }, "Network");

    private static InsurancePlan Plan() => Profiled(new InsurancePlan
    {
        Id = "demo-plan-gold",
        Identifier = [new("https://demo-health-plan.example/plans", "GOLD-PPO")],
        Status = PublicationStatus.Active,
        Type = [Concept("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/InsuranceProductTypeCS", "commppo", "Commercial PPO")],
        Name = "Demo Gold PPO",
        OwnedBy = Reference("Organization", DemoDirectoryEntries.PayerId, DemoDirectoryEntries.PayerName),
        AdministeredBy = Reference("Organization", DemoDirectoryEntries.PayerId, DemoDirectoryEntries.PayerName),
        CoverageArea = [Reference("Location", "demo-service-area", "Western Massachusetts")],
        Network = [Reference("Organization", DemoDirectoryEntries.NetworkId, "Demo Preferred Provider Network")],
    }, "InsurancePlan");

    private static Organization Organization(DemoOrganization entry)
    {
        var location = DemoDirectoryEntries.Locations.First(l => l.OrganizationId == entry.Id);
        return Profiled(new Organization
        {
            Id = entry.Id,
            Identifier = [Npi(entry.Npi)],
            Active = true,
            Type = entry.IsPharmacy ? [OrganizationType("fac", "Facility"), PharmacyType()] : [OrganizationType("prvgrp", "Provider Group")],
            Name = entry.Name,
            Telecom = [Phone("413-555-0110")],
            Address = [Address(location.Line, location.City, location.PostalCode)],
        }, "Organization");
    }

    private static HealthcareService Service(DemoOrganization entry) => Profiled(new HealthcareService
    {
        Id = entry.Id + "-service",
        Extension = [DeliveredInPerson()],
        Active = true,
        ProvidedBy = Reference("Organization", entry.Id, entry.Name),
        Category = [entry.IsPharmacy ? ServiceCategory("pharm", "Pharmacy") : ServiceCategory("outpat", "Clinic or Outpatient Facility")],
        Type = entry.IsPharmacy ? [PharmacyType()] : [],
        Specialty = [entry.IsPharmacy ? Taxonomy("3336C0003X", "Community/Retail Pharmacy") : Taxonomy("207Q00000X", "Family Medicine Physician")],
        Name = entry.Name,
        Location = [.. DemoDirectoryEntries.Locations.Where(l => l.OrganizationId == entry.Id).Select(l => Reference("Location", l.Id, l.Name))],
    }, "HealthcareService");

    private static OrganizationAffiliation Affiliation(DemoOrganization entry) => Profiled(new OrganizationAffiliation
    {
        Id = entry.Id + "-affiliation",
        Active = true,
        Organization = Reference("Organization", DemoDirectoryEntries.PayerId, DemoDirectoryEntries.PayerName),
        ParticipatingOrganization = Reference("Organization", entry.Id, entry.Name),
        Network = [Reference("Organization", DemoDirectoryEntries.NetworkId, "Demo Preferred Provider Network")],
        Code = [Concept("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/OrganizationAffiliationRoleCS", entry.IsPharmacy ? "pharmacy" : "outpatient")],
        Location = [.. DemoDirectoryEntries.Locations.Where(l => l.OrganizationId == entry.Id).Select(l => Reference("Location", l.Id, l.Name))],
        HealthcareService = [Reference("HealthcareService", entry.Id + "-service", entry.Name)],
    }, "OrganizationAffiliation");

    private static Location Location(DemoLocation entry) => Profiled(new Location
    {
        Id = entry.Id,
        Status = Hl7.Fhir.Model.Location.LocationStatus.Active,
        Name = entry.Name,
        Type = [Concept("http://terminology.hl7.org/CodeSystem/v3-RoleCode", Organizations(entry.OrganizationId).IsPharmacy ? "OUTPHARM" : "OF")],
        Telecom = [Phone("413-555-0120")],
        Address = Address(entry.Line, entry.City, entry.PostalCode),
        Position = new() { Latitude = entry.Latitude, Longitude = entry.Longitude },
        ManagingOrganization = Reference("Organization", entry.OrganizationId, Organizations(entry.OrganizationId).Name),
    }, "Location");

    private static Practitioner Practitioner(DemoPractitioner entry) => Profiled(new Practitioner
    {
        Id = entry.Id,
        Identifier = [Npi(entry.Npi)],
        Active = true,
        Name = [new() { Family = entry.Family, Given = [entry.Given], Text = $"{entry.Given} {entry.Family}" }],
        Gender = entry.Gender == "female" ? AdministrativeGender.Female : AdministrativeGender.Male,
        Qualification = [new() { Code = Taxonomy(entry.Specialty, entry.SpecialtyName) }],
        Communication = [new("urn:ietf:bcp:47", "en")],
    }, "Practitioner");

    private static PractitionerRole Role(DemoPractitioner entry) => Profiled(new PractitionerRole
    {
        Id = entry.Id + "-role",
        Extension = [new(NetworkReference, Reference("Organization", DemoDirectoryEntries.NetworkId, "Demo Preferred Provider Network"))],
        Active = true,
        Practitioner = Reference("Practitioner", entry.Id, $"{entry.Given} {entry.Family}"),
        Organization = Reference("Organization", entry.OrganizationId, Organizations(entry.OrganizationId).Name),
        Code = [Concept("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/ProviderRoleCS", entry.Specialty == "363L00000X" ? "apn" : "ph")],
        Specialty = [Taxonomy(entry.Specialty, entry.SpecialtyName)],
        Location = [Reference("Location", entry.LocationId, DemoDirectoryEntries.Locations.First(l => l.Id == entry.LocationId).Name)],
        HealthcareService = [Reference("HealthcareService", entry.OrganizationId + "-service", Organizations(entry.OrganizationId).Name)],
        Telecom = [Phone("413-555-0130")],
    }, "PractitionerRole");

    private static DemoOrganization Organizations(string id) => DemoDirectoryEntries.Organizations.First(o => o.Id == id);

    private static Address Address(string line, string city, string postalCode) => new()
    {
        Line = [line],
        City = city,
        State = State,
        PostalCode = postalCode,
        Country = "US",
        Text = $"{line}, {city}, {State} {postalCode}",
    };
}
