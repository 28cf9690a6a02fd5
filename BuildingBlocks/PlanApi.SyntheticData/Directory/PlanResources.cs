using System.Text;
using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Directory.PlanNet;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Directory;

/// <summary>The payer, its networks and products, and where they are.</summary>
internal sealed partial class DirectoryResources
{
    private const string RegionName = "Lakeshore service area";

    // Around all towns, as one ring of longitude and latitude.
    private const string Boundary = """{"type":"Polygon","coordinates":[[[-90.0,39.2],[-71.0,39.2],[-71.0,43.5],[-90.0,43.5],[-90.0,39.2]]]}""";

    private Organization PayerOrganization() => Profiled("Organization", Id(Network.Payer.Key), _updated, new Organization
    {
        Extension = [Extension("org-description", new FhirString("A made-up health plan with two networks and three products."))],
        Identifier = [new("urn:oid:2.16.840.1.113883.6.300", "95216")],
        Active = true,
        Type = [Code("OrgTypeCS", "payer", "Payer")],
        Name = Network.Payer.Name,
        Telecom = [Answered(Network.Payer.Phone)],
        Address = [Located(Network.Payer.Sites[0])],
        Contact = [new() { Name = new() { Text = "Member Services" }, Telecom = [Phone(Network.Payer.Phone, ContactPoint.ContactPointUse.Work)] }],
        Endpoint = [ToEndpoint()],
    });

    private Organization NetworkOrganization(ProviderNetwork network) => Profiled("Network", Id(network.Key), _updated, new Organization
    {
        Extension = [Extension("location-reference", ToRegion())],
        Identifier = [Numbered(Codes.Systems.NetworkNumbers, network.Key, "PRN", "Provider number")],
        Active = true,
        Type = [Code("OrgTypeCS", "ntwk", "Network")],
        Name = network.Name,
        Address = [Located(Network.Payer.Sites[0])],
        PartOf = To(Network.Payer),
        Contact = [new() { Name = new() { Text = "Provider Relations" }, Telecom = [Answered(Network.Payer.Phone)] }],
        Endpoint = [ToEndpoint()],
    });

    /// <summary>Also the coverage area of drug plans, whose guide asks for an address or a boundary.</summary>
    private Location Region()
    {
        var region = Profiled("Location", Id("service-area"), _updated, new Location
        {
            Extension =
            [
                new("http://hl7.org/fhir/StructureDefinition/location-boundary-geojson", new Attachment { ContentType = "application/geo+json", Data = Encoding.UTF8.GetBytes(Boundary) }),
            ],
            Status = Location.LocationStatus.Active,
            Name = RegionName,
            Alias = ["Service area"],
            Description = "Where the plan's products are sold and its networks are",
            Address = new() { Country = "US", Text = "Massachusetts, Connecticut, Rhode Island, New York, Ohio and Wisconsin" },
            ManagingOrganization = To(Network.Payer),
        });
        region.Meta!.Profile = [.. region.Meta.Profile, Formulary.DrugFormulary.Profile("InsurancePlanLocation")];
        return region;
    }

    private Endpoint FhirEndpoint() => Profiled("Endpoint", Id("plan-fhir"), _updated, new Endpoint
    {
        Extension = [Extension("endpoint-usecase", [new("type", Concept(Codes.Systems.Terminology("v3-ActReason"), "COVERAGE", "coverage under policy or program")), new("standard", new FhirUri("http://hl7.org/fhir/us/davinci-pdex-plan-net"))])],
        Status = Endpoint.EndpointStatus.Active,
        ConnectionType = new(Codes.Systems.Terminology("endpoint-connection-type"), "hl7-fhir-rest", "HL7 FHIR"),
        Name = "Provider directory",
        ManagingOrganization = To(Network.Payer),
        Contact = [new(ContactPoint.ContactPointSystem.Email, ContactPoint.ContactPointUse.Work, "directory@lakeshore.example")],
        PayloadType = [Code("EndpointPayloadTypeCS", "NA", "Not Applicable")],
        PayloadMimeType = ["application/fhir+json"],
        Address = "https://lakeshore.example/directory/fhir",
    });

    private InsurancePlan Product(InsuranceProduct product) => Profiled("InsurancePlan", Id(product.Key), _updated, new InsurancePlan
    {
        Identifier = [ProductNumber(product)],
        Status = PublicationStatus.Active,
        Type = [Code("InsuranceProductTypeCS", product.Type, product.TypeText)],
        Name = product.Name,
        Alias = [product.Alias],
        Period = During(new DateOnly(asOf.Year, 1, 1), new DateOnly(asOf.Year, 12, 31)),
        OwnedBy = To(Network.Payer),
        AdministeredBy = To(Network.Payer),
        CoverageArea = [ToRegion()],
        Contact = [new() { Name = new() { Text = "Member Services" }, Telecom = [Phone(Network.Payer.Phone, ContactPoint.ContactPointUse.Work)] }],
        Endpoint = [ToEndpoint()],
        Network = [To(product.Network)],
        Plan = [new() { Type = Code("InsurancePlanTypeCS", product.Metal, product.MetalText), CoverageArea = [ToRegion()] }],
    });

    private Identifier ProductNumber(InsuranceProduct product)
    {
        var number = Numbered(Codes.Systems.PlanNumbers, product.Number, "NIIP", "National Insurance Payor Identifier (Payor)");
        number.Assigner = To(Network.Payer);
        return number;
    }
}
